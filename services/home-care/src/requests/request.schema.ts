import { seenBy } from '@yiwang/auth'
import { erasedBy, nobody, person, placeKinds, source, step } from '@yiwang/people'
import { keptAs, list, oneOf, optional, part, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { endedBy } from '@yiwang/platform'
import { type CareRequest, endOf, requestStates } from './request'
import { eraseFrom } from './request-erasing'

export const requestSchema = schemaOf<CareRequest>('requests', {
  state: oneOf(requestStates.names),
  source,
  residentIds: list(text),
  claimed: optional(list(text)),
  person,
  need: sealed(text),
  note: optional(sealed(text)),
  ...placeKinds,
  urgency: text,
  dueAt: time,
  provider: optional(part({ id: text, name: sealed(text) })),
  plannedAt: optional(time),
  visitId: optional(text),
  createdAt: time,
  history: list(step),
})
  // A coordinator's list: all of an area, or those in one state.
  .index({ areas: 1, dueAt: 1, _id: 1 })
  .index({ areas: 1, state: 1, dueAt: 1, _id: 1 })
  .index({ areas: 1, createdAt: 1, _id: 1 })
  .index({ areas: 1, state: 1, createdAt: 1, _id: 1 })
  .index({ 'person.residentId': 1, createdAt: 1, _id: 1 }) // one's own

seenBy(requestSchema, 'areas')
erasedBy<CareRequest>(requestSchema, eraseFrom)
endedBy<CareRequest>(requestSchema, endOf, { besides: () => ({ residentIds: [], claimed: undefined, person: nobody() }) })
keptAs(requestSchema, 'matter')
