import { Words } from '@yiwang/people'
import { Line, OneOf, Part, Text } from '@yiwang/platform'
import { type Ticket, type TicketState, ticketStates } from './ticket'

export class PublicTicketView {
  @Line({ max: 17 }) number: string
  @OneOf(ticketStates.names) state: TicketState
  @Part(() => Words, { description: 'the state as residents are told it' }) words: Words
  @Text({ max: 8000, optional: true, description: 'once it is done' }) reply?: string
}

const accepted: Words = { 'zh-CN': '已受理', en: 'Accepted' }
const underWay: Words = { 'zh-CN': '办理中', en: 'Under way' }
const done: Words = { 'zh-CN': '已办结', en: 'Done' }

/** Residents read few words: who passes what to whom inside is nothing to them. */
const words: Record<TicketState, Words> = {
  received: accepted,
  dispatched: underWay,
  handling: underWay,
  referred: underWay,
  returned: underWay,
  resolved: done,
  closed: done,
}

export const asTold = ({ number, state, reply }: Ticket) => ({
  number,
  state,
  words: words[state],
  ...(words[state] === done && { reply }),
})
