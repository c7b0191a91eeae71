import { dayOf, inForceOn } from '@yiwang/domain'

/** How often an account may look for people. */
export interface SearchTerms {
  /** The day from which they hold. */
  from: string
  source: string
  /** By telephone, name or number, in an hour. */
  perHour: number
  /** So many in a row that found nobody are the last for the hour: who guesses finds nobody for long, who works seldom. */
  inVain: number
  /** Who is calling, in an hour. Most callers are in no register: here nothing is in vain. */
  callsPerHour: number
  /** What was over so many days before a call is still shown with it. */
  callDays: number
}

/** A city adds a line of its own, with the day from which it holds and its source; the others stay. */
export const searchTerms: readonly SearchTerms[] = [
  {
    from: '2026-11-01',
    source:
      'the city’s own: as many as a busy hour at a counter takes, and twice as many calls as anybody answers; a week to call once more after a matter has ended; no law sets any (2026-11)',
    perHour: 60,
    inVain: 10,
    callsPerHour: 120,
    callDays: 7,
  },
]

export const searchTermsAt = (now: Date, terms = searchTerms): SearchTerms => inForceOn(terms, dayOf(now)) ?? terms[0]
