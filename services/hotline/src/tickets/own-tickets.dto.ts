import { Words } from '@yiwang/people'
import { Flag, Instant, Line, OneOf, Part, Text } from '@yiwang/platform'
import { asTold } from './public-ticket.view'
import { awaitingReply, isConfidential, kinds, type Ticket } from './ticket'

/** What residents tell of a matter; who they are and where they live is known. */
export class ReportMatter {
  @Text({ max: 2000 }) description: string
  @OneOf(kinds, { optional: true, description: '`help` where absent' }) kind?: Ticket['kind']
  @Line({ max: 200, optional: true }) place?: string
  @Instant({ optional: true }) occurredAt?: Date
  @Flag({ optional: true, description: 'to whoever handles it; a `report` always is' }) confidential?: boolean
}

/** To whoever reported it. */
export class OwnTicketView {
  @Line({ max: 17, description: 'YYYYMMDD-NNNNNN-C' }) number: string
  @OneOf(kinds) kind: Ticket['kind']
  @Text({ max: 8000, description: 'what was told' }) description: string
  @Line({ max: 200, optional: true }) place?: string
  @Flag({ description: 'asked for in confidence, or a report: shown to nobody who acts for them' }) confidential: boolean
  @Part(() => Words, { description: 'the state as residents are told it' }) words: Words
  @Flag({ description: 'a reply is still to come' }) open: boolean
  @Instant() createdAt: Date
  @Instant({ optional: true, description: 'by when a reply is promised, while it is to come' }) dueAt?: Date
  @Text({ max: 8000, optional: true, description: 'once it is done' }) reply?: string
}

export function asOwn(ticket: Ticket) {
  const { kind, description, place, createdAt, dueAt, state } = ticket
  const { number, words, reply } = asTold(ticket)
  const open = awaitingReply.some((one) => one === state)
  return { number, kind, description, place, confidential: isConfidential(ticket), words, open, createdAt, ...(open && { dueAt }), reply }
}
