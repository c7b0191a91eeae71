import { type Decision, DomainError, hasCome } from '@yiwang/domain'

/** A password that somebody else set: good for one sign-in, in which its owner sets another. */
export interface GivenPassword {
  /** Nobody came by then: it is no good any more. */
  until: Date
  usedAt?: Date
}

/** Whose password it is. */
interface Owner {
  passwordHash: string
  passwordGiven?: GivenPassword
  sessionsFrom: Date
  sessionKept?: string
}

const HOUR = 60 * 60_000
/** By then whose account it is has come back to it, and found that they are shut out. Long enough for a weekend. */
const NEWLY_RESET_FOR_MS = 72 * HOUR

/**
 * Whether somebody else set the account's password of late: until its owner is heard it may be whoever set it that works by it, and so one person who decides as two.
 */
export const isNewlyReset = ({ passwordResetAt }: { passwordResetAt?: Date }, now: Date): boolean =>
  passwordResetAt !== undefined && !hasCome(new Date(passwordResetAt.getTime() + NEWLY_RESET_FOR_MS), now, NEWLY_RESET_FOR_MS)

export const givenFor = (hours: number, now: Date): GivenPassword => ({ until: new Date(now.getTime() + hours * HOUR) })

/** Uses it up. Throws `given-password-over` where it was used, or waited for too long. A password of one's own is never used up. */
export function useGiven({ passwordGiven: given }: Pick<Owner, 'passwordGiven'>, now: Date): Decision<Owner> | undefined {
  if (!given) return undefined
  if (given.usedAt || given.until <= now) throw new DomainError('given-password-over')
  return { set: { passwordGiven: { ...given, usedAt: now } } }
}

/** A password of one's own: every other session ends, wherever it is. */
export const ownPassword = (passwordHash: string, sessionId: string | undefined, now: Date): Decision<Owner> => ({
  set: { passwordHash, passwordGiven: undefined, sessionsFrom: now, sessionKept: sessionId },
})
