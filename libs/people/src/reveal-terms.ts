import { DomainError, dayOf, inForceOn } from '@yiwang/domain'

/** How long contact details stay in reach of those who had something to do with a thing, and how many an account may look at. */
export interface RevealTerms {
  /** The day from which they hold. */
  from: string
  source: string
  /** After the thing has ended. */
  daysAfter: number
  perHour: number
}

/** A city adds a line of its own, with the day from which it holds and its source; the others stay. */
export const revealTerms: readonly RevealTerms[] = [
  {
    from: '2026-11-01',
    source:
      'the city’s own: a week to ask once more after a matter has ended, and as many as a busy hour of calling back takes; no law sets either (2026-11)',
    daysAfter: 7,
    perHour: 60,
  },
]

export const revealTermsAt = (now: Date, terms = revealTerms): RevealTerms => inForceOn(terms, dayOf(now)) ?? terms[0]

/** Whether what is known of the people of a thing may still be shown to those who had it: it has not ended, or not long ago. */
export const isInReach = (endedAt: Date | undefined, now: Date): boolean =>
  !endedAt || now.getTime() < endedAt.getTime() + revealTermsAt(now).daysAfter * 24 * 3600_000

/** What somebody has to be known for. */
export const purposes = ['call-back', 'visit', 'verify', 'handle', 'urgent', 'other'] as const
export type Purpose = (typeof purposes)[number]

/** Why somebody is looked at: a word of the list, and what there is to say beside it. */
export interface Why {
  purpose: Purpose
  note?: string
}

/** A purpose that is no word of the list is what was typed before there was one: something other, in those words. Throws `note-missing` where nothing says what. */
export function whyOf({ purpose, note }: { purpose: string; note?: string }): Why {
  const word = purposes.find((one) => one === purpose)
  if (!word) return { purpose: 'other', note: note ? `${purpose}\n${note}` : purpose }
  if (word === 'other' && !note) throw new DomainError('note-missing', { field: 'note' })
  return { purpose: word, ...(note && { note }) }
}
