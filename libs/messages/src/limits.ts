import { type Day, inForceOn } from '@yiwang/domain'
import type { Purpose } from './template'

/** How much one telephone is sent, and when, from a day on. */
export interface Limits {
  from: Day
  source: string
  /** Codes that one telephone is sent on a day, and everything else. */
  codesADay: number
  othersADay: number
  /** Between these nothing is sent but codes: hours and minutes of the city's day. */
  quiet: { begins: string; ends: string }
}

/** In the order of their days. A city adds its own, with its source. */
export const limits: readonly Limits[] = [
  {
    from: '2026-11-30',
    source: 'the house’s own: no law names hours or numbers for messages of an office to its residents (2026-11)',
    codesADay: 10,
    othersADay: 5,
    quiet: { begins: '21:00', ends: '08:00' },
  },
]

export const limitsOf = (day: Day): Limits => inForceOn(limits, day) ?? limits[0]

/** What somebody waits for at this moment. */
export const isAskedFor = (purpose: Purpose): boolean => purpose === 'code'
