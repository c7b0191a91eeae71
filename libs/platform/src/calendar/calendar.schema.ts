import type { CalendarYear } from '@yiwang/domain'
import { flag, list, schemaOf, text } from '@yiwang/persistence'

/** A year of the city's calendar as every service that counts working days keeps it; its id is the year. */
export type KnownYear = CalendarYear & { id: string }

export const calendarSchema = schemaOf<KnownYear>('calendar', { off: list(text), worked: list(text), noticed: flag })
