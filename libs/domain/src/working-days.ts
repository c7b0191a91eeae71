/** A day of the city's calendar, in Asia/Shanghai: `2026-11-22`. */
export type Day = string

/** What a year's calendar says of the days that are not as their weekday has it. */
export interface CalendarYear {
  /** Weekdays that are free. */
  off: Day[]
  /** Days of a weekend that are worked (调休). */
  worked: Day[]
  /** Whether the State Council's notice for the year is out. Until then nobody may take a count through it for final. */
  noticed: boolean
}

/** The years that are known, each under its four digits. */
export type Calendar = ReadonlyMap<string, CalendarYear>

/** How long something may take. Working days are counted from the next day and end with the last; hours run on natural time. */
export type Limit = { workingDays: number } | { hours: number }

export interface Deadline {
  at: Date
  /** Counted through days that no notice which is known has settled. */
  provisional: boolean
}

const HOUR_MS = 3_600_000
/** Asia/Shanghai: no summer time since 1991. */
const OFFSET_MS = 8 * HOUR_MS
/** A notice begins with New Year's Day and has moved days back to the 29th of December before it (those for 2008 and 2019). */
const NEXT_NOTICE_BEGINS = '12-29'

export const dayOf = (at: Date): Day => new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 10)
export const startOf = (day: Day): Date => new Date(`${day}T00:00:00+08:00`)
export const endOf = (day: Day): Date => new Date(`${day}T23:59:59+08:00`)
export const yearOf = (day: Day): string => day.slice(0, 4)

/** Whether it is a day at all: 30 February is none. */
export const isDay = (text: string): boolean => {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text
}

export const isWeekend = (day: Day): boolean => [0, 6].includes(new Date(day).getUTCDay())
export const dayAfter = (day: Day): Day => new Date(Date.parse(day) + 24 * HOUR_MS).toISOString().slice(0, 10)

/** The `count`th working day after `start`: by weekends where the calendar says nothing. `provisional` says that a day on the way is in no notice that is known. */
export function addWorkingDays(start: Day, count: number, calendar: Calendar): { day: Day; provisional: boolean } {
  let day = start
  let provisional = false
  for (let left = count; left > 0; ) {
    day = dayAfter(day)
    provisional ||= !isSettled(day, calendar)
    if (isWorked(day, calendar)) left--
  }
  return { day, provisional }
}

export function deadlineOf(from: Date, limit: Limit, calendar: Calendar): Deadline {
  if ('hours' in limit) return { at: new Date(from.getTime() + limit.hours * HOUR_MS), provisional: false }
  const { day, provisional } = addWorkingDays(dayOf(from), limit.workingDays, calendar)
  return { at: endOf(day), provisional }
}

function isWorked(day: Day, calendar: Calendar): boolean {
  const year = calendar.get(yearOf(day))
  return isWeekend(day) ? year?.worked.includes(day) === true : !year?.off.includes(day)
}

/** Its own year's notice is out, and in the last days of December the next year's as well. */
function isSettled(day: Day, calendar: Calendar): boolean {
  const noticed = (year: string) => calendar.get(year)?.noticed === true
  return noticed(yearOf(day)) && (day.slice(5) < NEXT_NOTICE_BEGINS || noticed(String(Number(yearOf(day)) + 1)))
}
