import { seenBy } from '@yiwang/auth'
import { actor, placeKinds } from '@yiwang/people'
import { from, keptAs, list, oneOf, optional, part, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { endedBy } from '@yiwang/platform'
import { type Erasure, type ErasureAnswer, endOf, erasureStates, grounds } from './erasure'

const kept = part<ErasureAnswer['kept'][number]>({ kind: text, documentId: text, why: text, until: optional(time) })

export const erasureSchema = schemaOf<Erasure>('erasures', {
  state: oneOf(erasureStates.names),
  residentId: text,
  turn: from(1),
  ground: oneOf(grounds),
  note: optional(sealed(text)),
  ...placeKinds,
  askedBy: actor,
  askedAt: time,
  decidedBy: optional(actor),
  decidedAt: optional(time),
  reason: optional(sealed(text)),
  doneAt: optional(time),
  answers: list(part<ErasureAnswer>({ service: text, at: time, erased: from(0), kept: list(kept) })),
})
  .index({ residentId: 1, turn: 1 }, { unique: true }) // one open at a time
  .index({ areas: 1, askedAt: 1, _id: 1 }) // an area's, the newest first
  .index({ areas: 1, residentId: 1, askedAt: 1, _id: 1 }) // a resident's, for whoever sees them
  .index({ state: 1, _id: 1 }) // what is to be carried out

seenBy(erasureSchema, 'areas')
// Of one that was refused the id leads to somebody.
endedBy<Erasure>(erasureSchema, endOf, { besides: ({ id }) => ({ residentId: id }) })
keptAs(erasureSchema, 'audit')
