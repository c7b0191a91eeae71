import type { Day } from '@yiwang/domain'
import { normalTicketNumber } from '@yiwang/domain/normalization'

/** A quasigroup of order 10, totally anti-symmetric: H. M. Damm, Total anti-symmetrische Quasigruppen, 2004. */
const table = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
]
const damm = (digits: string): number => [...digits].reduce((interim, digit) => table[interim][Number(digit)], 0)

const MOST_A_DAY = 999_999

/** `YYYYMMDD-NNNNNN-C`, as it is read out on the phone: C catches every wrong digit and every swap of two neighbours. */
export function ticketNumber(day: Day, serial: number): string {
  if (!Number.isInteger(serial) || serial < 1 || serial > MOST_A_DAY) throw new RangeError(`no ticket number for the serial ${serial} of ${day}`)
  const date = day.replaceAll('-', '')
  const series = String(serial).padStart(6, '0')
  return `${date}-${series}-${damm(date + series)}`
}

export const isTicketNumber = (text: string): boolean => /^\d{8}-\d{6}-\d$/.test(text) && damm(text.replaceAll('-', '')) === 0

/** The ticket number that a text is, read aloud or pasted: with blanks or other dashes, in full width or without any hyphen. */
export function ticketNumberIn(text: string): string | undefined {
  const number = normalTicketNumber(text)
  return isTicketNumber(number) ? number : undefined
}
