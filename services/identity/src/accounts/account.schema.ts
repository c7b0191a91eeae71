import { roles, seenBy } from '@yiwang/auth'
import { flag, forgetting, from, list, oneOf, optional, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { type Account, loginOf } from './account'

const schema = schemaOf<Account>('accounts', {
  account: sealed(text, { lookup: loginOf }),
  name: sealed(text),
  role: oneOf(roles),
  areaCode: text,
  areas: list(text),
  unitId: optional(text),
  passwordHash: text,
  disabled: flag,
  told: optional(flag),
  pinHash: optional(text),
  pinFailures: optional(from(0)),
  pinLockedUntil: optional(time),
  sessionsFrom: time,
  createdAt: time,
})
  .index({ account: 1 }, { unique: true })
  .index({ areas: 1, role: 1, _id: 1 }) // an admin's list
  .index({ role: 1, told: 1, _id: 1 }) // whom nobody was told of yet

// `login` told who works here; `failures` and `lockedUntil` were counted here before attempts.schema.ts.
export const accountSchema = forgetting(schema, 'login', 'failures', 'lockedUntil')

seenBy(accountSchema, 'areas')
