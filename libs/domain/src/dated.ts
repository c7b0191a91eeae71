import type { Day } from './working-days'

/** Of figures that a law or an office has set, in the order of the days from which they hold, the one that holds on a day; undefined before the first. */
export const inForceOn = <T extends { from: Day }>(figures: readonly T[], day: Day): T | undefined => figures.findLast(({ from }) => from <= day)
