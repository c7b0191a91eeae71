import { seenBy } from '@yiwang/auth'
import { actor, erasedBy, placeKinds } from '@yiwang/people'
import { carrying, keptAs, list, oneOf, optional, schemaOf, text, time } from '@yiwang/persistence'
import { endedBy } from '@yiwang/platform'
import { type Claim, claimStates, eraseFrom } from './claim'
import { personRoles } from './ticket'

export const claimSchema = schemaOf<Claim>('claims', {
  residentId: text,
  ticketId: text,
  number: text,
  roles: list(oneOf(personRoles)),
  ...placeKinds,
  state: oneOf(claimStates.names),
  claimedAt: time,
  decidedBy: optional(actor),
  decidedAt: optional(time),
})
  .index({ areas: 1, state: 1, claimedAt: 1, _id: 1 }) // what waits for an area
  .index({ residentId: 1, state: 1, claimedAt: 1, _id: 1 }, carrying(['areas'], { small: true })) // and for one resident

seenBy(claimSchema, 'areas')
erasedBy<Claim>(claimSchema, eraseFrom)
endedBy<Claim>(claimSchema, ({ decidedAt }) => decidedAt, { isGone: true })
keptAs(claimSchema, 'matter')
