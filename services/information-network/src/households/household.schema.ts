import { seenBy } from '@yiwang/auth'
import { actor, erasedBy, placeKinds, step } from '@yiwang/people'
import { carrying, flag, keptAs, list, oneOf, optional, part, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { type Household, type HouseholdOrder, orderKinds, withoutMember } from './household'
import { householdRoles, type MemberStep } from './membership'

const memberStep = part<MemberStep>({
  residentId: text,
  leaves: optional(list(text)),
  joins: optional(part({ householdId: text, role: oneOf(householdRoles) })),
})

const order = part<HouseholdOrder>({
  id: text,
  kind: oneOf(orderKinds),
  on: text,
  steps: sealed(list(memberStep)),
  opens: optional(part<NonNullable<HouseholdOrder['opens']>>({ id: text, dwellingId: optional(sealed(text)), number: optional(sealed(text)) })),
  ends: optional(flag),
  by: actor,
  at: time,
})

/** Who lives together where is known of people: nothing in clear leads from a household to its home or to anybody. */
export const householdSchema = schemaOf<Household>('households', {
  ...placeKinds,
  dwellingId: optional(sealed(text, { lookup: true })),
  number: optional(sealed(text, { lookup: true })),
  openedOn: text,
  endedOn: optional(text),
  order: optional(order),
  history: list(step),
})
  .index({ areas: 1, _id: 1 }) // an area's
  .index({ dwellingId: 1, _id: 1 }, carrying(['areas'])) // who lives in a home
  .index({ 'order.at': 1, _id: 1 }) // what was cut off

seenBy(householdSchema, 'areas')
erasedBy<Household>(householdSchema, withoutMember)
keptAs(householdSchema, 'register')
