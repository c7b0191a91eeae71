/** Who was introduced so far. */
export interface Introduced {
  id: string
  /** Up to which year those who turn 60. */
  year: number
  /** Since when those for whom care is asked. */
  since?: Date
}

/** There is one. */
export const SO_FAR = 'so-far'
/** Until then home care kept everybody, so that whoever was 60 by this year was told. */
export const FIRST = 2026

/**
 * The next year to be told; none where that lies ahead of the city's calendar (`thisYear`). A year that was told ahead of its time, since a clock was ahead, is told again when it comes: whoever was
 * registered in between was not told of.
 */
export function nextYear(turn: Pick<Introduced, 'year'> | undefined, thisYear: number): number | undefined {
  const told = Math.max(FIRST, Math.min(turn?.year ?? FIRST, thisYear))
  return told < thisYear ? told + 1 : undefined
}

/** As far as was told, by a clock that may have been ahead then. */
export const isAhead = ({ year }: Pick<Introduced, 'year'>, thisYear: number): boolean => year > Math.max(FIRST, thisYear)

/** The first start of a version that tells them; where a clock was ahead then, it begins once more. */
export const begun = (known: Introduced | undefined, now: Date): { set: Partial<Introduced> } | undefined =>
  known?.since && known.since <= now ? undefined : { set: { year: FIRST, ...known, since: now } }

/** Care that was asked for while home care kept everybody: it has them. */
export const isOfBefore = (at: Date, { since }: Introduced): boolean => since !== undefined && at < since
