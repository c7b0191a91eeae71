import { dayOf, inForceOn } from '@yiwang/domain'

/** How far somebody may have others act for them. */
export interface ProxyTerms {
  /** The day from which they hold. */
  from: string
  source: string
  /** So many days at most; then it is agreed anew. */
  mostDays: number
  /** So many act for one person at most, and one acts for so many. */
  mostForOne: number
  mostByOne: number
  /** How long the code is good that somebody shows to whoever is to name them. */
  codeMinutes: number
  /** How many codes somebody may type in an hour, and how many wrong ones in a row. */
  codesPerHour: number
  codesInVain: number
}

/** A city adds a line of its own, with the day from which it holds and its source; the others stay. */
export const proxyTerms: readonly ProxyTerms[] = [
  {
    from: '2026-11-30',
    source:
      'the city’s own: a year, since it is asked anew what somebody wants as they grow older; children and their spouses, and as many elders of one family (Civil Code of 2020, article 165, asks that whoever acts, for what and for how long is written down, and sets no figures)',
    mostDays: 365,
    mostForOne: 4,
    mostByOne: 6,
    codeMinutes: 10,
    codesPerHour: 30,
    codesInVain: 10,
  },
]

export const proxyTermsAt = (now: Date, terms = proxyTerms): ProxyTerms => inForceOn(terms, dayOf(now)) ?? terms[0]
