import { Injectable } from '@nestjs/common'
import type { Calendar, CalendarYear } from '@yiwang/domain'
import { type Collection, flag, InjectCollection, keptAs, list, schemaOf, text } from '@yiwang/persistence'
import type { Remembering } from '../copy'

/** A year of the city's calendar as every service that counts working days keeps it; its id is the year. */
export type KnownYear = CalendarYear & { id: string }

export const calendarSchema = schemaOf<KnownYear>('calendar', { off: list(text), worked: list(text), noticed: flag })

/** Every new deadline asks and a year changes once: what another instance was told is known here after so long. */
const REMEMBERED_MS = 10_000

/** A service's own copy of the city's calendar. */
@Injectable()
export class CalendarService implements Remembering {
  private remembered?: { until: number; calendar: Promise<Calendar> }

  constructor(@InjectCollection(calendarSchema) private readonly years: Collection<KnownYear>) {}

  /** The years that have come so far: whoever counts beyond them is told that it is provisional. */
  known(): Promise<Calendar> {
    if (!this.remembered || this.remembered.until < performance.now()) {
      const remembered = { until: performance.now() + REMEMBERED_MS, calendar: this.read() }
      this.remembered = remembered
      remembered.calendar.catch(() => {
        if (this.remembered === remembered) this.forget()
      })
    }
    return this.remembered.calendar
  }

  forget(): void {
    this.remembered = undefined
  }

  private async read(): Promise<Calendar> {
    const calendar = new Map<string, KnownYear>()
    for await (const year of this.years.each({})) calendar.set(year.id, year)
    return calendar
  }
}

keptAs(calendarSchema, 'nobody')
