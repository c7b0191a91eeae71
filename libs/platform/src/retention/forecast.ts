import { dayOf } from '@yiwang/domain'
import { overFrom, type Period } from './periods'
import type { Tally, Walked } from './walk'

const AHEAD_MS = 90 * 24 * 3_600_000
/** The latest times that something went: some years of them. */
const SHOWN = 60

const sum = (months: Tally[], of: 'count' | 'held'): number => months.reduce((all, one) => all + one[of], 0)

/** What is known of a collection, as it is shown: what is due within 90 days by the day, and what went. What ends from now on is due after its years, so that a count of this month is good. */
export function forecast(
  { walkedAt, months, blanked }: Pick<Walked, 'walkedAt' | 'months' | 'blanked'> = { months: [], blanked: [] },
  period: Period | undefined,
  now: Date,
) {
  const soon = period ? months.filter(({ month }) => overFrom(month, period).getTime() <= now.getTime() + AHEAD_MS) : []
  return {
    countedAt: walkedAt,
    due: period ? soon.map(({ month, count, held }) => ({ on: dayOf(overFrom(month, period)), count, held })) : [],
    ended: sum(months, 'count'),
    held: sum(months, 'held'),
    blanked: [...blanked].reverse().slice(0, SHOWN),
  }
}
