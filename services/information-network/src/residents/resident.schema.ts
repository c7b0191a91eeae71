import { seenBy } from '@yiwang/auth'
import { mainNumber } from '@yiwang/domain/normalization'
import { actor, placeKinds } from '@yiwang/people'
import { carrying, flag, keptAs, list, optional, schemaOf, sealed, text, time } from '@yiwang/persistence'
import type { Resident } from './resident'

export const residentSchema = schemaOf<Resident>('residents', {
  name: sealed(text, { lookup: true }),
  identityNumber: sealed(text, { lookup: true }),
  phone: sealed(text, { lookup: mainNumber }),
  address: sealed(text),
  ...placeKinds,
  tags: sealed(list(text), { length: 128 }), // all of them fit
  synthetic: flag,
  registeredAt: time,
  registeredBy: optional(actor),
  erasedAt: optional(time),
})
  .index({ identityNumber: 1 }, { unique: true }) // collected once
  .index({ phone: 1, _id: 1 }, carrying(['name', 'areas'])) // who has this phone
  .index({ name: 1, _id: 1 }, carrying(['areas'])) // who has this full name
  .index({ areas: 1, _id: 1 }) // an area's residents

seenBy(residentSchema, 'areas')
keptAs(residentSchema, 'register')
