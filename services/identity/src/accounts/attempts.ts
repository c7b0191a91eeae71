import { type Decision, DomainError } from '@yiwang/domain'
import type { Account } from './account'

export const FAILURES_UNTIL_LOCKED = 5
export const LOCKED_FOR_MS = 15 * 60_000

/** Throws `account-locked`, with the seconds that remain. */
export function requireUnlocked({ lockedUntil }: Pick<Account, 'lockedUntil'>, now: Date): void {
  if (lockedUntil && lockedUntil > now)
    throw new DomainError('account-locked', { retryAfter: Math.ceil((lockedUntil.getTime() - now.getTime()) / 1000) })
}

/**
 * What an attempt to sign in leaves behind. Every wrong password counts, the fifth in a row locks, and a locked account does not even tell that the
 * right one was right. A disabled account says so only to whoever knows its password.
 */
export function recordAttempt(account: Account, correct: boolean, now: Date): Decision<Account> | undefined {
  requireUnlocked(account, now)
  if (!correct) {
    const failures = account.failures + 1
    if (failures < FAILURES_UNTIL_LOCKED) return { set: { failures } }
    return { set: { failures: 0, lockedUntil: new Date(now.getTime() + LOCKED_FOR_MS) } }
  }
  if (account.disabled) throw new DomainError('account-disabled')
  return account.failures || account.lockedUntil ? { set: { failures: 0, lockedUntil: undefined } } : undefined
}
