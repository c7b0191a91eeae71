import { seenBy } from '@yiwang/auth'
import { erasedBy, nobody, person, placeKinds, source, step } from '@yiwang/people'
import { keptAs, list, oneOf, optional, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { endedBy } from '@yiwang/platform'
import { type Visit, visitStates } from './visit'
import { eraseFrom } from './visit-erasing'

export const visitSchema = schemaOf<Visit>('visits', {
  requestId: text,
  source,
  residentIds: list(text),
  claimed: optional(list(text)),
  providerId: text,
  state: oneOf(visitStates.names),
  plannedAt: time,
  startedAt: optional(time),
  endedAt: optional(time),
  person,
  need: sealed(text),
  note: optional(sealed(text)),
  ...placeKinds,
  report: optional(sealed(text)),
  reason: optional(sealed(text)),
  history: list(step),
})
  // A provider's own visits, by time.
  .index({ providerId: 1, plannedAt: 1, _id: 1 })
  .index({ providerId: 1, state: 1, plannedAt: 1, _id: 1 })

seenBy(visitSchema, 'providerId')
erasedBy<Visit>(visitSchema, eraseFrom)
endedBy<Visit>(visitSchema, ({ endedAt }) => endedAt, { besides: () => ({ residentIds: [], claimed: undefined, person: nobody() }) })
keptAs(visitSchema, 'matter')
