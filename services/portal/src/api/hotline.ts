import { answerOf, clientOf, once } from './client'
import type { paths } from './generated/hotline'
import { authorizedFetch } from './send'
import type { Hotline, NewTicket, Ticket } from './shapes'

export type TicketFilter = NonNullable<paths['/api/hotline/tickets']['get']['parameters']['query']>

/** What each action's door takes. */
export interface ActionBodies {
  answer: Hotline['AnswerTicket']
  dispatch: Hotline['DispatchTicket']
  refer: Hotline['ReferTicket']
  accept: undefined
  return: Hotline['ReturnTicket']
  resolve: Hotline['ResolveTicket']
  'call-back': Hotline['CallBackTicket']
}
export type TicketAction = keyof ActionBodies

const http = clientOf<paths>()
const tickets = '/api/hotline/tickets'
const of = (id: string) => ({ params: { path: { id } } })

/** On the version that was looked at: what changed meanwhile is shown first, not acted upon blindly. */
const asSeen = (ticket: Ticket) => ({ ...of(ticket.id), headers: { 'if-match': `"${ticket.version}"` } })

const acts: { [A in TicketAction]: (ticket: Ticket, body: ActionBodies[A]) => Promise<Ticket> } = {
  answer: (ticket, body) => answerOf(http.POST('/api/hotline/tickets/{id}/answer', { ...asSeen(ticket), body })),
  dispatch: (ticket, body) => answerOf(http.POST('/api/hotline/tickets/{id}/dispatch', { ...asSeen(ticket), body })),
  refer: (ticket, body) => answerOf(http.POST('/api/hotline/tickets/{id}/refer', { ...asSeen(ticket), body })),
  accept: (ticket) => answerOf(http.POST('/api/hotline/tickets/{id}/accept', asSeen(ticket))),
  return: (ticket, body) => answerOf(http.POST('/api/hotline/tickets/{id}/return', { ...asSeen(ticket), body })),
  resolve: (ticket, body) => answerOf(http.POST('/api/hotline/tickets/{id}/resolve', { ...asSeen(ticket), body })),
  'call-back': (ticket, body) => answerOf(http.POST('/api/hotline/tickets/{id}/call-back', { ...asSeen(ticket), body })),
}

export const hotline = {
  tickets: (query: TicketFilter, signal?: AbortSignal) => answerOf(http.GET(tickets, { params: { query }, signal })),
  waiting: (signal?: AbortSignal) => answerOf(http.GET('/api/hotline/tickets/waiting', { signal })),
  ticket: (id: string, signal?: AbortSignal) => answerOf(http.GET('/api/hotline/tickets/{id}', { ...of(id), signal })),
  record: (body: NewTicket) => once(tickets, body, (headers) => http.POST(tickets, { body, headers })),
  act: <A extends TicketAction>(ticket: Ticket, action: A, body: ActionBodies[A]): Promise<Ticket> => acts[action](ticket, body),
  reveal: (id: string, purpose: string) => answerOf(http.POST('/api/hotline/tickets/{id}/reveal', { ...of(id), body: { purpose } })),
  callers: (phone: string, signal?: AbortSignal) => answerOf(http.GET('/api/hotline/callers', { params: { query: { phone } }, signal })),
  publicTicket: (number: string, code: string) =>
    answerOf(http.GET('/api/hotline/public/tickets/{number}', { params: { path: { number }, query: { code } } })),
  stream: (signal: AbortSignal) =>
    authorizedFetch(new Request(new URL(`${tickets}/stream`, window.location.origin), { headers: { accept: 'text/event-stream' }, signal })),
}
