import { type Decision, DomainError, secondsUntil } from '@yiwang/domain'

/** How often the wrong last characters were given for one telephone within a day, whoever's it is. */
export interface Tries {
  /** A keyed hash of the number. */
  id: string
  wrong: number
  until: Date
}

/** Eleven thousand possibilities, for whoever has the telephone in hand: of a shared one, a neighbour's are found in six years. */
export const WRONG_A_DAY = 5
const DAY_MS = 86_400_000

/** Throws `recognition-locked`, with the seconds that remain. */
export function requireOpen(tries: Tries | undefined, now: Date): void {
  if (tries && tries.until > now && tries.wrong >= WRONG_A_DAY)
    throw new DomainError('recognition-locked', { retryAfter: secondsUntil(tries.until, now) })
}

/** One more. The right ones between them take none away: whoever knows their own would guess a neighbour's for ever. */
export function recordWrong(tries: Tries | undefined, id: string, now: Date): Decision<Tries> {
  requireOpen(tries, now)
  const counting = tries && tries.until > now
  return { set: { id, wrong: counting ? tries.wrong + 1 : 1, until: counting ? tries.until : new Date(now.getTime() + DAY_MS) } }
}

/** The one that was right was none. */
export const takeBack = (tries: Tries | undefined): Decision<Tries> | undefined => (tries?.wrong ? { set: { wrong: tries.wrong - 1 } } : undefined)
