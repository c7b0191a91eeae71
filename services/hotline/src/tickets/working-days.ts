import { getDayDetail, isWorkday } from 'chinese-days'

/** A day of the city's calendar, `2026-11-22`. */
export type Day = string

const DAY_MS = 24 * 3600 * 1000
/** Asia/Shanghai: no summer time since 1991. */
const OFFSET_MS = 8 * 3600 * 1000
/** A notice begins with New Year's Day and has moved days back to the 29th of December before it (those for 2008 and 2019). */
const NEXT_NOTICE_BEGINS = '12-29'

export const dayOf = (at: Date): Day => new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 10)
export const endOf = (day: Day): Date => new Date(`${day}T23:59:59+08:00`)

const dayAfter = (day: Day): Day => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)
// The package reads a Date in the process's own zone, and a bare day in UTC: noon is the same day in both.
const noon = (day: Day) => new Date(`${day}T12:00:00`)

/** Every notice of the State Council (节假日安排的通知) names National Day: a year without it has no notice in the package (1.5.7: 2004 to 2026). */
export const hasNotice = (year: number): boolean => getDayDetail(noon(`${year}-10-01`)).name.includes('National Day')

const isAnnounced = (day: Day) => hasNotice(Number(day.slice(0, 4)) + (day.slice(5) >= NEXT_NOTICE_BEGINS ? 1 : 0))

/**
 * The `count`th working day after `start`, holidays left out and make-up working days (调休) counted. `provisional` says that a day on the way
 * lies in a year whose notice is not out: there only weekends are known to be free, and nobody may take the answer for final.
 */
export function workingDayAfter(start: Day, count: number): { day: Day; provisional: boolean } {
  let day = start
  let provisional = false
  for (let left = count; left > 0; ) {
    day = dayAfter(day)
    provisional ||= !isAnnounced(day)
    if (isWorkday(noon(day))) left--
  }
  return { day, provisional }
}
