import { type Decision, DomainError, secondsUntil } from '@yiwang/domain'

/** Wrong passwords for one account name of late, from wherever they came. Kept alike for names that nobody has, so that nothing tells one from the other. */
export interface Attempts {
  /** A keyed hash of the name: people type a password there too. */
  id: string
  /** How many in a row came from each network, until they are forgotten: a quarter of an hour after the last. */
  wrong: { network: string; times: number; until: Date }[]
  /** Where the right password came from of late: no crowd of strangers locks these out. */
  known: { network: string; until: Date }[]
  /** Nothing of it counts any more. */
  expiresAt: Date
}

/** From one network, which may be a street's kiosks or a house behind one address. */
export const WRONG_UNTIL_LOCKED = 5
/** From all together: NIST SP 800-63B-4 (2025-08), 3.2.2, allows no more than 100 in a row for one account. Far more than a person mistypes, and many networks' work. */
export const WRONG_UNTIL_LOCKED_EVERYWHERE = 100
const FORGOTTEN_AFTER_MS = 15 * 60_000
/** A desk that somebody sits at again after leave. */
const KNOWN_FOR_MS = 30 * 24 * 60 * 60_000
const KNOWN_NETWORKS = 8

const MINUTE = 60_000
const isAfter =
  (now: Date) =>
  ({ until }: { until: Date }): boolean =>
    until > now
const latest = (times: Date[]): Date => new Date(Math.max(...times.map(Number)))
const soonest = (times: Date[]): Date => new Date(Math.min(...times.map(Number)))

/** Until when no password of the name is taken: from `network`, or, where none is named, from the network that waits longest. */
export function lockedUntil(attempts: Pick<Attempts, 'wrong' | 'known'>, now: Date, network?: string): Date | undefined {
  const wrong = attempts.wrong.filter(isAfter(now))
  const locked = wrong.filter((one) => one.times >= WRONG_UNTIL_LOCKED && (network === undefined || one.network === network))
  if (locked.length) return latest(locked.map(({ until }) => until))
  const everywhere = wrong.reduce((sum, { times }) => sum + times, 0) >= WRONG_UNTIL_LOCKED_EVERYWHERE
  const isKnown = attempts.known.filter(isAfter(now)).some((one) => one.network === network)
  return everywhere && !isKnown ? soonest(wrong.map(({ until }) => until)) : undefined
}

/** Throws `account-locked`, with the seconds that remain. */
export function requireUnlocked(attempts: Attempts | undefined, network: string, now: Date): void {
  const until = attempts && lockedUntil(attempts, now, network)
  if (until) throw new DomainError('account-locked', { retryAfter: secondsUntil(until, now) })
}

/** What an attempt to sign in leaves behind. While the name is locked for the network not even the right password is heard, and nothing more is counted. */
export function recordAttempt(
  attempts: Attempts | undefined,
  { id, network, correct }: { id: string; network: string; correct: boolean },
  now: Date,
): Decision<Attempts> | undefined {
  requireUnlocked(attempts, network, now)
  const wrong = (attempts?.wrong ?? []).filter(isAfter(now))
  const known = (attempts?.known ?? []).filter(isAfter(now))
  const before = wrong.find((one) => one.network === network)
  const others = wrong.filter((one) => one !== before)
  const after = (ms: number) => new Date(now.getTime() + ms)

  if (!correct) {
    const again = { network, times: (before?.times ?? 0) + 1, until: after(FORGOTTEN_AFTER_MS) }
    return { set: whole(id, [...others, again], known) }
  }
  const since = known.find((one) => one.network === network)
  const isFresh = since && since.until > after(KNOWN_FOR_MS - 24 * 60 * MINUTE)
  if (!before && isFresh) return undefined
  const rest = known.filter((one) => one !== since).slice(1 - KNOWN_NETWORKS)
  return { set: whole(id, others, [...rest, { network, until: after(KNOWN_FOR_MS) }]) }
}

const whole = (id: string, wrong: Attempts['wrong'], known: Attempts['known']): Attempts => ({
  id,
  wrong,
  known,
  expiresAt: latest([...wrong, ...known].map(({ until }) => until)),
})
