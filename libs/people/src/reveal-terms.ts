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
export const purposes = ['call-back', 'visit', 'verify', 'handle', 'urgent', 'under-order', 'other'] as const
export type Purpose = (typeof purposes)[number]

/** What a law has kept secret from whoever is looked at: their list of looks does not have it, two auditors review it instead. */
export const UNDER_ORDER = 'under-order' satisfies Purpose

/** Whether there is such a ground, and by which law. */
export interface SecrecyTerms {
  /** The day from which they hold. */
  from: string
  source: string
  allowed: boolean
}

/** A city whose rules allow none adds a line with `allowed: false`, its day and its source. */
export const secrecyTerms: readonly SecrecyTerms[] = [
  {
    from: '2021-11-01',
    source:
      'Law on the Protection of Personal Information (2021-08-20): article 18, nobody is told where a law or administrative regulation has it kept secret; article 35, nor where telling them would hinder an organ of state in its statutory duty; article 45, nor may they then look it up',
    allowed: true,
  },
]

const isSecrecyAllowed = (now: Date, terms: readonly SecrecyTerms[]): boolean => inForceOn(terms, dayOf(now))?.allowed ?? false

/** Why somebody is looked at: a word of the list, and what there is to say beside it. */
export interface Why {
  purpose: Purpose
  note?: string
}

/** As it was asked: of what is looked at under an order, who ordered it and the number of their document. */
export interface Reasons {
  purpose: string
  note?: string
  authority?: string
  document?: string
}

/**
 * A purpose that is no word of the list is what was typed before there was one: something other, in those words. Throws `note-missing` where nothing says what, `order-missing` for an
 * order without its authority or number, and `order-unsaid` where there is one and the purpose is another: what was meant to be secret would be shown.
 */
export function whyOf({ authority, document, ...asked }: Reasons, now: Date, terms = secrecyTerms): Why {
  if (asked.purpose === UNDER_ORDER) {
    if (!isSecrecyAllowed(now, terms)) throw new DomainError('no-secrecy', { field: 'purpose' })
    if (!authority) throw new DomainError('order-missing', { field: 'authority' })
    if (!document) throw new DomainError('order-missing', { field: 'document' })
    return { purpose: UNDER_ORDER, note: [`${authority} ${document}`, asked.note].filter(Boolean).join('\n') }
  }
  if (authority || document) throw new DomainError('order-unsaid', { field: 'purpose' })
  return wordOf(asked)
}

function wordOf({ purpose, note }: Reasons): Why {
  const word = purposes.find((one) => one === purpose)
  if (!word) return { purpose: 'other', note: note ? `${purpose}\n${note}` : purpose }
  if (word === 'other' && !note) throw new DomainError('note-missing', { field: 'note' })
  return { purpose: word, ...(note && { note }) }
}
