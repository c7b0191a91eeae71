import { isOver, type Period } from './periods'

/** Of one month, how many documents ended in it and still tell of people, and how many of these are held. */
export interface Tally {
  month: string
  count: number
  held: number
}

export interface Blanking {
  month: string
  at: Date
  count: number
}

/** What is known of a collection since it was walked over last. */
export interface Walked {
  /** The collection's name. */
  id: string
  walkedAt?: Date
  months: Tally[]
  /** The oldest month whose time is over, and since when that has been seen. */
  over?: { month: string; since: Date }
  blanked: Blanking[]
}

/** So long it must have been seen to be over, in milliseconds: a clock that is years ahead for an hour blanks nothing. */
const SEEN_TWICE_MS = 20 * 3_600_000
/** So many times are remembered. */
const REMEMBERED = 600

const isApart = (a: Date, b: Date): boolean => Math.abs(a.getTime() - b.getTime()) >= SEEN_TWICE_MS
const isOfMonth = (at: Date | undefined, now: Date): boolean => at?.toISOString().slice(0, 7) === now.toISOString().slice(0, 7)

/**
 * What is to be done with a collection today: `walk` over it once a month, so that it is known what is due, and to blank what ended in the oldest month, or before it, once
 * that has been over for a day. One month at a time, so that a clock that is wrong for days costs no more than one in two of them.
 */
export function look(walked: Pick<Walked, 'walkedAt' | 'months' | 'over'> | undefined, period: Period | undefined, now: Date) {
  const oldest = oldestOf(walked?.months ?? [])
  const isDue = period && oldest && isOver(oldest, period, now)
  const over = !isDue ? undefined : walked?.over?.month === oldest ? walked.over : { month: oldest, since: now }
  const upTo = over && isApart(over.since, now) ? over.month : undefined
  return { over, upTo, walk: upTo !== undefined || !isOfMonth(walked?.walkedAt, now) }
}

const oldestOf = (months: Tally[]): string | undefined =>
  months
    .filter(({ count, held }) => count > held)
    .map(({ month }) => month)
    .sort()[0]

/** One document more. */
export function tallied(months: Tally[], month: string, isHeld: boolean): Tally[] {
  const { count, held } = months.find((one) => one.month === month) ?? { count: 0, held: 0 }
  return [...months.filter((one) => one.month !== month), { month, count: count + 1, held: held + (isHeld ? 1 : 0) }]
}

/** What is known once it has been walked over. Where something went, what is over next must be seen twice again. */
export function afterWalk(walked: Walked | undefined, months: Tally[], blanked: Omit<Blanking, 'at'> | undefined, now: Date): Partial<Walked> {
  const before = walked?.blanked ?? []
  return {
    walkedAt: now,
    months: [...months].sort((a, b) => (a.month < b.month ? -1 : 1)),
    ...(blanked && { over: undefined }),
    blanked: blanked?.count ? [...before, { ...blanked, at: now }].slice(-REMEMBERED) : before,
  }
}
