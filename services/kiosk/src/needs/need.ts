import type { EventData, EventName } from '@yiwang/contracts'
import { type Decision, DomainError, newId } from '@yiwang/domain'
import type { Person } from '@yiwang/people/rules'
import { event } from '../events'

/** Every event of a ticket's life. The kiosk tells people no more of it than number and state. */
export const ticketEvents = [
  'hotline.ticket-received',
  'hotline.ticket-answered',
  'hotline.ticket-dispatched',
  'hotline.ticket-referred',
  'hotline.ticket-accepted',
  'hotline.ticket-returned',
  'hotline.ticket-resolved',
  'hotline.ticket-called-back',
  'hotline.ticket-closed',
  'hotline.ticket-reopened',
] as const satisfies EventName[]

type Ticket = EventData<(typeof ticketEvents)[number]>

/** What someone asked for at a kiosk: sent to the hotline, and followed there. */
export interface Need {
  id: string
  terminalId: string
  areaCode: string
  reporter: Person
  beneficiary?: Person
  description: string
  place?: string
  /** `sent` until the hotline has made a ticket of it; then the ticket's own. */
  state: 'sent' | Ticket['state']
  ticketId?: string
  number?: string
  /** With the number it opens the public page of the request. */
  code?: string
  createdAt: Date
  /** When the hotline closed the ticket. Absent in needs of before. */
  closedAt?: Date
}

export type TypedNeed = Pick<Need, 'reporter' | 'beneficiary' | 'description' | 'place'>

/** Whose telephone is told is called: DomainError `nobody-to-call` where nobody's is. */
export function register(typed: TypedNeed, terminal: { id: string; areaCode: string }, now: Date): Decision<Need> {
  const { reporter, beneficiary, description, place } = typed
  if (!reporter.phone && !beneficiary?.phone) throw new DomainError('nobody-to-call', { field: 'reporter.phone' })
  const id = newId()
  const { id: terminalId, areaCode } = terminal
  return {
    set: { id, terminalId, areaCode, reporter, beneficiary, description, place, state: 'sent', createdAt: now },
    events: [event('kiosk.need-registered', { needId: id, terminalId, areaCode, reporter, beneficiary, description, place })],
  }
}

export const follow = ({ ticketId, number, state }: Ticket, at: Date, code?: string): Decision<Need> => ({
  set: { ticketId, number, state, ...(code && { code }), ...(state === 'closed' && { closedAt: at }) },
})

export const endOf = ({ state, closedAt, createdAt }: Need): Date | undefined => (state === 'closed' ? (closedAt ?? createdAt) : undefined)
