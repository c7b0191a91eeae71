import { type Kinds, number, optional, part, sealed, text, time } from '@yiwang/persistence'
import type { Session } from './session'

/** How what every session has is stored. */
export const sessionKinds: Kinds<Omit<Session, 'id' | 'ended'>> = {
  accountId: text,
  sid: optional(text),
  sidAt: optional(time),
  sidBefore: optional(text),
  assignment: optional(text),
  secretHash: text,
  changed: optional(part({ from: text, to: sealed(text), at: time })),
  sequence: number,
  createdAt: time,
  expiresAt: time,
  endedAt: optional(time),
}
