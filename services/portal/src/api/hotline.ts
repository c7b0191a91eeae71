import { call } from './call'
import { authorizedFetch } from './send'
import type { Callers, Page, PublicTicket, Revealed, Ticket } from './shapes'

export interface TicketFilter {
  reporterPhone?: string
  state?: string
  areaCode?: string
  sort?: 'dueAt' | '-createdAt'
  limit?: number
}

export interface NewTicket {
  reporter: { name: string; phone: string; residentId?: string }
  beneficiary?: { name: string; phone?: string; address?: string }
  areaCode: string
  description: string
  kind?: string
  place?: string
  occurredAt?: string
  urgency: string
  channel?: string
  confidential?: boolean
}

const tickets = '/api/hotline/tickets'

export const hotline = {
  tickets: (filter: TicketFilter, cursor?: string, signal?: AbortSignal) => call.get<Page<Ticket>>(tickets, { ...filter, cursor }, signal),
  ticket: (id: string, signal?: AbortSignal) => call.get<Ticket>(`${tickets}/${id}`, {}, signal),
  record: (ticket: NewTicket) => call.create<Ticket>(tickets, ticket),
  /** The door of an action has the action's own name: answer, dispatch, refer, accept, return, resolve, call-back. */
  act: (ticket: Ticket, action: string, body: object) =>
    call.post<Ticket>(`${tickets}/${ticket.id}/${action}`, body, { 'if-match': `"${ticket.version}"` }),
  reveal: (id: string, purpose: string) => call.post<Revealed>(`${tickets}/${id}/reveal`, { purpose }),
  callers: (phone: string, signal?: AbortSignal) => call.get<Callers>('/api/hotline/callers', { phone }, signal),
  publicTicket: (number: string, code: string) => call.get<PublicTicket>(`/api/hotline/public/tickets/${encodeURIComponent(number)}`, { code }),
  stream: (signal: AbortSignal) =>
    authorizedFetch(new Request(new URL(`${tickets}/stream`, window.location.origin), { headers: { accept: 'text/event-stream' }, signal })),
}
