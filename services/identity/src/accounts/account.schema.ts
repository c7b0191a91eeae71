import { roles, seenBy } from '@yiwang/auth'
import { actor } from '@yiwang/people'
import { flag, forgetting, from, keptAs, list, number, oneOf, optional, part, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { drawnBy } from '@yiwang/platform'
import { type Account, areasNow, loginOf } from './account'
import type { Assignment } from './assignment'
import type { GivenPassword } from './given-password'
import type { FactorReset } from './second-factor'

const assignment = part<Assignment>({
  id: text,
  role: oneOf(roles),
  areaCode: text,
  unitId: optional(text),
  organisationId: optional(text),
  residentId: optional(text),
  from: optional(text),
  until: optional(text),
  givenBy: optional(text),
  givenAt: optional(time),
  line: optional(list(text)),
  unconfirmed: optional(oneOf(['waiting', 'alone'])),
  confirmedBy: optional(text),
  confirmedAt: optional(time),
})

const schema = schemaOf<Account>('accounts', {
  account: sealed(text, { lookup: loginOf }),
  name: sealed(text),
  role: oneOf(roles),
  areaCode: text,
  areas: list(text),
  unitId: optional(text),
  assignments: optional(list(assignment)),
  adminOf: optional(list(text)),
  unconfirmed: optional(flag),
  turnsOn: optional(text),
  rightsAt: optional(time),
  lastAssignment: optional(text),
  passwordHash: text,
  passwordGiven: optional(part<GivenPassword>({ until: time, usedAt: optional(time) })),
  passwordResetAt: optional(time),
  secondFactor: optional(part({ secret: sealed(text), lastStep: number, recovery: list(text), since: time })),
  secondFactorOffered: optional(part({ secret: sealed(text), until: time })),
  factorResetAsked: optional(part<FactorReset>({ by: actor, at: time, line: optional(list(text)) })),
  disabled: flag,
  told: optional(flag),
  usedAt: optional(time),
  pinHash: optional(text),
  pinFailures: optional(from(0)),
  pinLockedUntil: optional(time),
  sessionsFrom: time,
  sessionKept: optional(text),
  createdAt: time,
})
  .index({ account: 1 }, { unique: true })
  .index({ areas: 1, role: 1, _id: 1 }) // an admin's list
  .index({ role: 1, told: 1, _id: 1 }) // whom nobody was told of yet
  .index({ role: 1, _id: 1 }) // admins of before
  .index({ adminOf: 1, _id: 1 }) // who else may agree
  .index({ areas: 1, unconfirmed: 1, _id: 1 }) // what is to be confirmed
  .index({ areas: 1, disabled: 1, usedAt: 1, _id: 1 }) // those that nobody uses
  .index({ role: 1, usedAt: 1, _id: 1 }) // of whom it is not known yet
  .index({ turnsOn: 1, _id: 1 }) // of whom something begins or has ended
  .index({ rightsAt: 1, _id: 1 }) // whose sessions may not know yet,
  .index({ sessionsFrom: 1, _id: 1 }) // or may not have ended

// `login` told who works here; `failures` and `lockedUntil` were counted here before attempts.schema.ts.
export const accountSchema = forgetting(schema, 'login', 'failures', 'lockedUntil')

seenBy(accountSchema, 'areas')
drawnBy<Account>(accountSchema, areasNow)
keptAs(accountSchema, 'staff')
