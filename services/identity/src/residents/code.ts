import { type Decision, DomainError, secondsUntil } from '@yiwang/domain'

/** The code that one telephone was sent last, and how often it was sent one of late. Kept alike for telephones that nobody is registered with. */
export interface Code {
  /** A keyed hash of the number. */
  id: string
  /** A keyed hash of the code; absent once it was used. */
  hash?: string
  wrong: number
  until: Date
  /** When this telephone was sent one, within the last hour. */
  sent: Date[]
  expiresAt: Date
}

export const CODE_DIGITS = 6
export const CODE_MINUTES = 5
export const CODES_AN_HOUR = 5
/** A million codes: one telephone's are guessed with 25 tries an hour at most. */
export const WRONG_UNTIL_OVER = 5
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** A new code takes the place of the one before. Throws `too-many-codes`, with the seconds that remain. */
export function issue(known: Code | undefined, { id, hash }: { id: string; hash: string }, now: Date): Decision<Code> {
  const sent = (known?.sent ?? []).filter((at) => at.getTime() > now.getTime() - HOUR_MS)
  if (sent.length >= CODES_AN_HOUR)
    throw new DomainError('too-many-codes', { field: 'phone', retryAfter: secondsUntil(new Date(sent[0].getTime() + HOUR_MS), now) })
  const until = new Date(now.getTime() + CODE_MINUTES * MINUTE_MS)
  return { set: { id, hash, wrong: 0, until, sent: [...sent, now], expiresAt: new Date(now.getTime() + HOUR_MS) } }
}

/** What a try leaves behind: the right one is used, and of a wrong one it is counted. Whatever is no live code is as wrong as a wrong one. */
export function tryCode(known: Code | undefined, hash: string, now: Date): { right: boolean; decision?: Decision<Code> } {
  if (!known?.hash || known.until <= now || known.wrong >= WRONG_UNTIL_OVER) return { right: false }
  if (known.hash === hash) return { right: true, decision: { set: { hash: undefined } } }
  return { right: false, decision: { set: { wrong: known.wrong + 1 } } }
}
