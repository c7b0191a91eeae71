import { seenBy } from '@yiwang/auth'
import { actor, erasedBy, placeKinds } from '@yiwang/people'
import { carrying, foundBy, keptAs, list, number, oneOf, optional, part, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { type Dwelling, type KeyHolder, type Position, tenures, withoutKeyHolder } from './dwelling'
import { dwellingKeys } from './dwelling-keys'

/** Where somebody lives is known of them: what leads to one home is sealed, and the estate, which hundreds share, is not. */
export const dwellingSchema = schemaOf<Dwelling>('dwellings', {
  ...placeKinds,
  estate: text,
  building: optional(sealed(text)),
  unit: optional(sealed(text)),
  room: optional(sealed(text)),
  tenure: optional(sealed(oneOf(tenures))),
  position: optional(sealed(part<Position>({ latitude: number, longitude: number, accuracy: number }))),
  keyHolders: sealed(list(part<KeyHolder>({ name: text, phone: optional(text), residentId: optional(text), relation: optional(text) }))),
  remarks: optional(sealed(text)),
  key: sealed(text, { lookup: true }),
  recordedBy: optional(actor),
  recordedAt: time,
})
  .index({ key: 1 }, { unique: true }) // no home twice
  .index({ areas: 1, _id: 1 }) // an area's
  .index({ keys: 1, _id: 1 }, carrying(['areas'])) // by estate, building and room

foundBy(dwellingSchema, 'keys', dwellingKeys)
seenBy(dwellingSchema, 'areas')
erasedBy<Dwelling>(dwellingSchema, withoutKeyHolder)
keptAs(dwellingSchema, 'register')
