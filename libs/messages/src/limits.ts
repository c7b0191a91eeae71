import { type Day, inForceOn } from '@yiwang/domain'
import type { Purpose } from './template'

/** How much is sent, and when, from a day on. */
export interface Limits {
  from: Day
  source: string
  /** Codes that one telephone is sent on a day, and everything else. */
  codesADay: number
  othersADay: number
  /** In an hour: codes that the whole city asks for, codes that are asked for at one address, and everything else. What they cost is paid by the city, whoever asks. */
  anHour: { codes: number; codesAtOneAddress: number; others: number }
  /** Between these nothing is sent but codes: hours and minutes of the city's day. */
  quiet: { begins: string; ends: string }
}

/** In the order of their days. A city adds its own, with its source. */
export const limits: readonly Limits[] = [
  {
    from: '2026-11-30',
    source:
      'the house’s own: no law names hours or numbers for messages of an office to its residents (2026-11). In an hour a code for each two thousand of a city of six million, and at one address as many as a hall with two counters takes in',
    codesADay: 10,
    othersADay: 5,
    anHour: { codes: 3_000, codesAtOneAddress: 60, others: 10_000 },
    quiet: { begins: '21:00', ends: '08:00' },
  },
]

export const limitsOf = (day: Day, terms = limits): Limits => inForceOn(terms, day) ?? terms[0]

/** What somebody waits for at this moment. */
export const isAskedFor = (purpose: Purpose): boolean => purpose === 'code'
