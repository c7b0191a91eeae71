import { type Decision, DomainError, secondsUntil } from '@yiwang/domain'
import { newDigits } from '../secrets'
import type { Account } from './account'

export const PIN_DIGITS = 6
export const WRONG_UNTIL_LOCKED = 5
export const LOCKED_FOR_MS = 15 * 60_000

/** Made by chance, not chosen: it is short enough to be remembered, and nobody takes the year of their birth. */
export const newPin = (): string => newDigits(PIN_DIGITS)

type Pinned = Pick<Account, 'pinFailures' | 'pinLockedUntil'>

/** Throws `pin-locked`, with the seconds that remain. */
export function requireOpen({ pinLockedUntil }: Pinned, now: Date): void {
  if (pinLockedUntil && pinLockedUntil > now) throw new DomainError('pin-locked', { retryAfter: secondsUntil(pinLockedUntil, now) })
}

/** What a try leaves behind: the fifth wrong one in a row locks, and then not even the right one is said to be right. */
export function recordPin(account: Pinned, correct: boolean, now: Date): Decision<Account> | undefined {
  requireOpen(account, now)
  const failures = correct ? 0 : (account.pinFailures ?? 0) + 1
  if (failures === WRONG_UNTIL_LOCKED) return { set: { pinFailures: 0, pinLockedUntil: new Date(now.getTime() + LOCKED_FOR_MS) } }
  return failures || account.pinFailures || account.pinLockedUntil ? { set: { pinFailures: failures, pinLockedUntil: undefined } } : undefined
}
