import { keptAs, oneOf, optional, schemaOf } from '@yiwang/persistence'
import type { Session } from './session'
import { sessionKinds } from './session-kinds'

export const sessionSchema = schemaOf<Session>('sessions', {
  ...sessionKinds,
  ended: optional(oneOf(['signed-out', 'reused', 'account-closed'])),
})
  .index({ expiresAt: 1 }) // what the sweep takes away
  .index({ accountId: 1, _id: 1 }) // all of one account, to end them
  .index({ endedAt: 1, _id: 1 }) // what may not have been told
  .index({ sidAt: 1, _id: 1 }) // the same

keptAs(sessionSchema, 'passing')
