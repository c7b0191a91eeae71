import { dayAfter, isWeekend, yearOf } from '@yiwang/domain'
import { getDayDetail, isWorkday } from 'chinese-days'
import type { Year } from './year'

// The package reads a Date in the process's own zone, and a bare day in UTC: noon is the same day in both.
const noon = (day: string) => new Date(`${day}T12:00:00`)

/** Every notice of the State Council (节假日安排的通知) names National Day: a year without it has no notice in the package. */
const hasNotice = (year: string): boolean => getDayDetail(noon(`${year}-10-01`)).name.includes('National Day')

/** The years whose notice the package has (1.5.7: 2004 to 2026). */
export const publishedYears: string[] = Array.from({ length: 100 }, (_, at) => String(2000 + at)).filter(hasNotice)

/** A year as the package has it. */
export function publishedYear(id: string): Year {
  const year: Year = { id, off: [], worked: [], noticed: true, source: `国务院办公厅关于${id}年部分节假日安排的通知（据 chinese-days）` }
  for (let day = `${id}-01-01`; yearOf(day) === id; day = dayAfter(day)) {
    const isWorked = isWorkday(noon(day))
    if (isWorked === isWeekend(day)) (isWorked ? year.worked : year.off).push(day)
  }
  return year
}
