import type { Duty, Role } from '@yiwang/auth'
import type { Account } from './account'

/** What somebody has to do about their own sign-in before anything else. */
export function dutyOf({ passwordGiven, secondFactor }: Account, roles: readonly Role[], needsFactor: readonly Role[]): Duty | undefined {
  if (passwordGiven) return 'own-password'
  return !secondFactor && roles.some((role) => needsFactor.includes(role)) ? 'second-factor' : undefined
}
