import { seenBy } from '@yiwang/auth'
import { actor, erasedBy, placeKinds, source } from '@yiwang/people'
import { from, keptAs, oneOf, optional, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { endedBy } from '@yiwang/platform'
import { type Correction, correctable, correctionStates, endOf, eraseFrom } from './correction'

export const correctionSchema = schemaOf<Correction>('corrections', {
  state: oneOf(correctionStates.names),
  residentId: text,
  field: oneOf(correctable),
  value: optional(sealed(text)),
  was: optional(sealed(text)),
  note: optional(sealed(text)),
  ...placeKinds,
  about: text,
  turn: from(1),
  door: text,
  source: optional(source),
  proposedBy: actor,
  proposedAt: time,
  decidedBy: optional(actor),
  decidedAt: optional(time),
  reason: optional(sealed(text)),
  clearAt: optional(time),
  clearedAt: optional(time),
})
  .index({ about: 1, turn: 1 }, { unique: true }) // one open of a field
  .index({ areas: 1, state: 1, proposedAt: 1, _id: 1 }) // what waits for an area
  .index({ residentId: 1, proposedAt: 1, _id: 1 }) // one's own
  .index({ residentId: 1, state: 1, _id: 1 }) // whose entry moves
  .index({ clearedAt: 1, clearAt: 1, _id: 1 }) // what is to be taken away

seenBy(correctionSchema, 'areas', 'residentId')
erasedBy<Correction>(correctionSchema, eraseFrom)
// Its values go sooner (`clearAt`); here those who proposed and decided.
endedBy<Correction>(correctionSchema, endOf, { besides: ({ id }) => ({ residentId: id, about: id }) })
keptAs(correctionSchema, 'matter')
