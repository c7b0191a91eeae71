import { keptAs, oneOf, optional, schemaOf, text, time } from '@yiwang/persistence'
import { sessionKinds } from '../sessions/session-kinds'
import type { ResidentSession } from './resident-session'

export const residentSessionSchema = schemaOf<ResidentSession>('resident-sessions', {
  ...sessionKinds,
  idleUntil: time,
  acting: optional(text),
  ended: optional(oneOf(['signed-out', 'reused', 'account-closed', 'idle'])),
})
  .index({ accountId: 1, _id: 1 }) // a resident's
  .index({ expiresAt: 1 }) // what the sweep takes away
  .index({ endedAt: 1, _id: 1 }) // what may not have been told

keptAs(residentSessionSchema, 'passing')
