import { ERASED } from '@yiwang/contracts'
import { type EraseRule, nobody, withoutNote } from '@yiwang/people/rules'
import { type Visit, visitStates } from './visit'

/** Whoever is still to be visited is kept until then. */
export const eraseFrom: EraseRule<Visit> = (visit, residentId) => {
  if (!visit.residentIds.includes(residentId) && visit.person.residentId !== residentId) return undefined
  if (visitStates.actions(visit.state).length) return { kept: { why: 'open' } }
  return {
    set: {
      residentIds: visit.residentIds.filter((id) => id !== residentId),
      ...(visit.person.residentId === residentId && { person: nobody() }),
      need: ERASED,
      note: undefined,
      report: undefined,
      reason: undefined,
      history: visit.history.map(withoutNote),
    },
  }
}
