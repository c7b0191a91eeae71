import { seenBy } from '@yiwang/auth'
import { mainNumber } from '@yiwang/domain/normalization'
import { actor, placeKinds, source } from '@yiwang/people'
import { carrying, flag, type Kinds, keptAs, list, oneOf, optional, part, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { householdRoles, type Membership } from '../households/membership'
import { sexes } from './identity-number'
import { certainties, doors, type FieldOrigin, type Origin } from './origin'
import { type Left, leavings, type OtherPhone, type Paper, paperKinds, type Resident } from './resident'

const membership = part<Membership>({
  householdId: sealed(text, { lookup: true }),
  role: sealed(oneOf(householdRoles)),
  from: sealed(text),
  until: optional(sealed(text)),
})

const originKinds: Kinds<Origin> = { at: time, door: oneOf(doors), certainty: oneOf(certainties), by: optional(actor), matter: optional(source) }

export const residentSchema = schemaOf<Resident>('residents', {
  name: sealed(text, { lookup: true }),
  formerNames: optional(sealed(list(text))),
  identityNumber: optional(sealed(text, { lookup: true })),
  birthDate: optional(sealed(text)),
  sex: optional(sealed(oneOf(sexes))),
  papers: optional(sealed(list(part<Paper>({ kind: oneOf(paperKinds), number: text })))),
  phone: optional(sealed(text, { lookup: mainNumber })),
  otherPhones: optional(list(part<OtherPhone>({ number: sealed(text, { lookup: mainNumber }), whose: optional(sealed(text)) }))),
  address: sealed(text),
  registeredAddress: optional(sealed(text)),
  ...placeKinds,
  tags: sealed(list(text), { length: 128 }), // all of them fit
  synthetic: flag,
  registeredAt: time,
  registeredBy: optional(actor),
  origin: optional(part<Origin>(originKinds)),
  origins: optional(list(part<FieldOrigin>({ ...originKinds, fields: list(text) }))),
  memberships: optional(list(membership)),
  left: optional(part<Left>({ how: oneOf(leavings), on: sealed(text), at: time, by: actor, to: optional(sealed(text)) })),
  erasedAt: optional(time),
})
  .index({ identityNumber: 1 }, { unique: true }) // collected once
  .index({ phone: 1, _id: 1 }, carrying(['name', 'areas'])) // who has this phone
  .index({ 'otherPhones.number': 1, _id: 1 }, carrying(['name', 'areas'])) // or is reached by it
  .index({ name: 1, _id: 1 }, carrying(['areas'])) // who has this full name
  .index({ areas: 1, _id: 1 }) // an area's residents
  .index({ 'memberships.householdId': 1, _id: 1 }) // who is or was of a household

seenBy(residentSchema, 'areas')
keptAs(residentSchema, 'register')
