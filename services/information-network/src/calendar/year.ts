import { type CalendarYear, type Day, type Decision, DomainError, isWeekend, yearOf } from '@yiwang/domain'
import { event } from '../events'

/** A year of the city's calendar: the days that are not as their weekday has it, and the notice that says so. */
export interface Year extends CalendarYear {
  /** Its four digits. */
  id: string
  /** The State Council's notice, by its title or number, or where else the days were taken from. */
  source?: string
  sourceDate?: Day
}

export const isYear = (text: string): boolean => /^(19|20)\d\d$/.test(text)

/** A year as it is from now on; nothing where it is known just so. */
export function setYear(known: Year | undefined, wanted: Year): Decision<Year> | undefined {
  const year: Year = {
    id: wanted.id,
    off: inOrder(wanted.off),
    worked: inOrder(wanted.worked),
    noticed: wanted.noticed,
    source: wanted.source,
    sourceDate: wanted.sourceDate,
  }
  checkDays(year)
  if (known && same(known, year)) return undefined
  const { id, ...said } = year
  return { set: year, events: [event('information-network.calendar-changed', { year: id, ...said })] }
}

/** A notice names its source and its date: figures that an office set are told with where they stand. */
export function checkNotice({ noticed, source, sourceDate }: Pick<Year, 'noticed' | 'source' | 'sourceDate'>): void {
  if (noticed && (!source || !sourceDate)) throw new DomainError('notice-without-source', { field: source ? 'sourceDate' : 'source' })
}

/** What is listed is what differs from the weekday; so no day can stand in both lists. */
function checkDays({ id: year, off, worked }: Year): void {
  for (const [field, days] of Object.entries({ off, worked })) {
    const day = days.find((one) => yearOf(one) !== year)
    if (day) throw new DomainError('day-of-another-year', { field, day, year })
  }
  const free = off.find(isWeekend)
  if (free) throw new DomainError('weekend-is-free', { field: 'off', day: free })
  const plain = worked.find((day) => !isWeekend(day))
  if (plain) throw new DomainError('weekday-is-worked', { field: 'worked', day: plain })
}

const inOrder = (days: Day[]): Day[] => [...new Set(days)].sort()

const same = (a: Year, b: Year) =>
  (['noticed', 'source', 'sourceDate'] as const).every((field) => a[field] === b[field]) &&
  (['off', 'worked'] as const).every((field) => a[field].join() === b[field].join())
