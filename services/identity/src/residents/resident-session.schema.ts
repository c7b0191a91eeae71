import { keptAs, number, oneOf, optional, part, schemaOf, sealed, text, time } from '@yiwang/persistence'
import type { ResidentSession } from './resident-session'

export const residentSessionSchema = schemaOf<ResidentSession>('resident-sessions', {
  accountId: text,
  sid: optional(text),
  assignment: optional(text),
  secretHash: text,
  changed: optional(part({ from: text, to: sealed(text), at: time })),
  sequence: number,
  createdAt: time,
  expiresAt: time,
  idleUntil: time,
  endedAt: optional(time),
  ended: optional(oneOf(['signed-out', 'reused', 'account-closed', 'idle'])),
})
  .index({ accountId: 1, _id: 1 }) // a resident's
  .index({ expiresAt: 1 }) // what the sweep takes away

keptAs(residentSessionSchema, 'passing')
