import { seenBy } from '@yiwang/auth'
import { actor, placeKinds } from '@yiwang/people'
import { from, keptAs, optional, part, schemaOf, sealed, text, time } from '@yiwang/persistence'
import type { Card } from './card'
import type { ResidentAccount } from './resident-account'

const card = part<Card>({
  codeHash: sealed(text, { lookup: true }),
  issuedBy: actor,
  issuedAt: time,
  until: time,
  pinHash: optional(sealed(text)),
  wrong: from(0),
  lockedUntil: optional(time),
})

export const residentAccountSchema = schemaOf<ResidentAccount>('residents', {
  name: sealed(text),
  ...placeKinds,
  card: optional(card),
  sessionsFrom: time,
  createdAt: time,
  erasedAt: optional(time),
})
  .index({ 'card.codeHash': 1 }) // whose card it is
  .index({ sessionsFrom: 1, _id: 1 }) // whose sessions may not have ended

seenBy(residentAccountSchema, 'areas')
keptAs(residentAccountSchema, 'copy')
