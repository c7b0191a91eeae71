import { seenBy } from '@yiwang/auth'
import { actor, placeKinds } from '@yiwang/people'
import { keptAs, oneOf, optional, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { endedBy } from '@yiwang/platform'
import { endOf, holdableKinds, holdGrounds, holdStates, type LegalHold } from './hold'

export const legalHoldSchema = schemaOf<LegalHold>('legal-holds', {
  state: oneOf(holdStates.names),
  residentId: optional(text),
  ticketId: optional(text),
  kind: optional(oneOf(holdableKinds)),
  ...placeKinds,
  ground: oneOf(holdGrounds),
  documentNumber: text,
  until: text,
  note: optional(sealed(text)),
  putBy: actor,
  putAt: time,
  liftedBy: optional(actor),
  liftedAt: optional(time),
  reason: optional(sealed(text)),
})
  .index({ areas: 1, putAt: 1, _id: 1 }) // an area's, the newest first
  .index({ state: 1, _id: 1 }) // what was not lifted

seenBy(legalHoldSchema, 'areas')
endedBy<LegalHold>(legalHoldSchema, endOf, { besides: () => ({ residentId: undefined }) })
keptAs(legalHoldSchema, 'audit')
