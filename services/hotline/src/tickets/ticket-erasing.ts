import { ERASED } from '@yiwang/contracts'
import { type EraseRule, nobody, withoutNote } from '@yiwang/people/rules'
import { personRoles, type Ticket } from './ticket'

/** A ticket without one of its people, and without what was told: that tells of them as well. While it goes on they are kept, since somebody waits for an answer. */
export const eraseFrom: EraseRule<Ticket> = (ticket, residentId) => {
  const as = personRoles.filter((role) => ticket[role]?.residentId === residentId)
  if (!as.length) return undefined
  if (ticket.state !== 'closed') return { kept: { why: 'open' } }
  const people = Object.fromEntries(as.map((role) => [role, nobody()]))
  return {
    set: { ...people, description: ERASED, place: undefined, need: undefined, reply: undefined, history: ticket.history.map(withoutNote) },
  }
}
