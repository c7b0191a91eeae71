import { seenBy } from '@yiwang/auth'
import { actor, erasedBy, placeKinds } from '@yiwang/people'
import { keptAs, list, number, oneOf, optional, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { drawnBy, endedBy } from '@yiwang/platform'
import { type Move, moveStates } from './move'
import { eraseFrom } from './move-erasing'

export const moveSchema = schemaOf<Move>('moves', {
  state: oneOf(moveStates.names),
  name: optional(sealed(text)),
  identityNumber: optional(sealed(text)),
  phone: optional(sealed(text)),
  address: optional(sealed(text)),
  reason: optional(sealed(text)),
  ...placeKinds,
  residentId: optional(text),
  fromAreas: list(text),
  about: sealed(text, { lookup: true }),
  turn: number,
  askedBy: actor,
  askedAt: time,
  expiresAt: optional(time),
  decidedBy: optional(actor),
  decidedAt: optional(time),
  answer: optional(sealed(text)),
  clearAt: optional(time),
  clearedAt: optional(time),
})
  .index({ about: 1, turn: 1 }, { unique: true }) // one open request of a kind
  .index({ areas: 1, askedAt: 1, _id: 1 }) // what an area asked for
  .index({ fromAreas: 1, askedAt: 1, _id: 1 }) // what it is asked for
  .index({ residentId: 1, state: 1, _id: 1 }) // whose entry moves
  .index({ clearedAt: 1, clearAt: 1, _id: 1 }) // what is to be taken away

seenBy(moveSchema, 'areas', 'fromAreas')
drawnBy<Move>(moveSchema, ({ fromAreas }, above) => ({ fromAreas: above(fromAreas[0]) ?? fromAreas }))
erasedBy<Move>(moveSchema, eraseFrom)
// What says who moves goes sooner (`clearAt`); here those who asked and decided.
endedBy<Move>(moveSchema, ({ decidedAt, clearedAt }) => decidedAt ?? clearedAt, { besides: ({ id }) => ({ about: id, residentId: undefined }) })
keptAs(moveSchema, 'matter')
