import { seenBy } from '@yiwang/auth'
import { mainNumber } from '@yiwang/domain/normalization'
import { placeKinds } from '@yiwang/people'
import { keptAs, list, optional, schemaOf, sealed, text } from '@yiwang/persistence'
import type { Caller } from './caller'

export const callerSchema = schemaOf<Caller>('callers', {
  name: sealed(text),
  phone: optional(sealed(text, { lookup: mainNumber })),
  areaCode: placeKinds.areaCode,
  areas: optional(placeKinds.areas),
  tags: sealed(list(text), { length: 128 }), // all of them fit
}).index({ phone: 1, _id: 1 }) // who is calling?

seenBy(callerSchema, 'areas')
keptAs(callerSchema, 'copy')
