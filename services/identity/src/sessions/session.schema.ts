import { type Kinds, keptAs, number, oneOf, optional, part, schemaOf, sealed, text, time } from '@yiwang/persistence'
import type { Session } from './session'

/** How what every session has is stored. */
export const sessionKinds: Kinds<Omit<Session, 'id' | 'ended'>> = {
  accountId: text,
  sid: optional(text),
  assignment: optional(text),
  secretHash: text,
  changed: optional(part({ from: text, to: sealed(text), at: time })),
  sequence: number,
  createdAt: time,
  expiresAt: time,
  endedAt: optional(time),
}

export const sessionSchema = schemaOf<Session>('sessions', {
  ...sessionKinds,
  ended: optional(oneOf(['signed-out', 'reused', 'account-closed'])),
})
  .index({ expiresAt: 1 }) // what the sweep takes away
  .index({ accountId: 1, _id: 1 }) // all of one account, to end them

keptAs(sessionSchema, 'passing')
