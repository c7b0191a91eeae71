import { type Role, staffRoles } from '@yiwang/auth/capabilities'
import { type Day, type Decision, dayOf, inForceOn } from '@yiwang/domain'

/** Whose account it is. */
interface Owner {
  role: Role
  disabled: boolean
  usedAt?: Date
}

/** When an account that nobody uses is shown as one to be disabled. */
interface SleepTerm {
  /** Since when. */
  from: Day
  days: number
  source: string
}

/** A city that asks for another adds a line with its source. */
export const sleepTerms: readonly SleepTerm[] = [
  {
    from: '2026-11-30',
    days: 90,
    source: 'the house’s own; GB/T 22239—2019 level 3 asks that accounts nobody needs are removed or disabled in time, and sets no figure',
  },
]

const DAY_MS = 86_400_000

/** Whoever came last before this is not expected any more. */
export function asleepBefore(now: Date, terms = sleepTerms): Date {
  const { days } = inForceOn(terms, dayOf(now)) ?? terms[0]
  return new Date(now.getTime() - days * DAY_MS)
}

export const isAsleep = ({ usedAt, disabled }: Pick<Owner, 'usedAt' | 'disabled'>, now: Date): boolean =>
  !disabled && usedAt !== undefined && usedAt < asleepBefore(now)

/** A device stands where it stands: what nobody uses is somebody's. */
export const isSomebodys = ({ role }: Pick<Owner, 'role'>): boolean => (staffRoles as readonly string[]).includes(role)

/** Somebody came; once a day is enough to know that. */
export const use = (account: Owner, now: Date): Decision<Owner> | undefined =>
  !isSomebodys(account) || (account.usedAt && dayOf(account.usedAt) === dayOf(now)) ? undefined : { set: { usedAt: now } }
