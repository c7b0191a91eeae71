import { ERASED } from '@yiwang/contracts'
import { type EraseRule, nobody, withoutNote } from '@yiwang/people/rules'
import { type CareRequest, requestStates } from './request'

/** Care that is still to come needs whom it is for. */
export const eraseFrom: EraseRule<CareRequest> = (request, residentId) => {
  if (!request.residentIds.includes(residentId) && request.person.residentId !== residentId) return undefined
  if (requestStates.actions(request.state).length) return { kept: { why: 'open' } }
  return {
    set: {
      residentIds: request.residentIds.filter((id) => id !== residentId),
      ...(request.person.residentId === residentId && { person: nobody() }),
      need: ERASED,
      note: undefined,
      history: request.history.map(withoutNote),
    },
  }
}
