import type { Ticket } from './ticket'

/** What is looked through where somebody searches for words. */
export interface TicketText {
  id: string
  number: string
  areas: string[]
  /** As `searchable` makes it. */
  text: string
}

/** The texts of tickets whose numbers lie side by side; together they are sealed, opened and looked through as one. */
export interface TextBlock {
  id: string
  /** The id again: ranges and orders are asked of fields. */
  block: string
  texts: TicketText[]
}

const NUMBERS_IN_A_BLOCK = 50

/** `20261129-00002`: the day and the fifties of its numbers. In the order of their ids, blocks lie in the order of the tickets' numbers. */
export function blockOf(number: string): string {
  const [day, serial] = number.split('-')
  return `${day}-${String(Math.floor((Number(serial) - 1) / NUMBERS_IN_A_BLOCK)).padStart(5, '0')}`
}

/** Half and full width, great and small letters, one blank and several are the same to whoever searches (UAX #15, NFKC). */
export const searchable = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

export const textOf = ({ id, number, areas, description, place }: Ticket): TicketText => ({
  id,
  number,
  areas,
  text: searchable(place ? `${description} ${place}` : description),
})

/** A block with one more text in it, the newest number first. */
export const added = (known: TicketText[], text: TicketText): TicketText[] =>
  [...known.filter(({ id }) => id !== text.id), text].sort((a, b) => (a.number < b.number ? 1 : -1))

/** Whether each of the words, which blanks part, stands in a text. */
export function matcher(words: string): (text: TicketText) => boolean {
  const all = searchable(words).split(' ')
  return ({ text }) => all.every((word) => text.includes(word))
}
