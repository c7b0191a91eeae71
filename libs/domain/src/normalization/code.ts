import { LONGEST_NUMBER, plain, plainNumber } from './characters'

const look = (text: string) => text.length <= LONGEST_NUMBER

/** Digits that were read aloud, pasted or typed wide: without blanks and dashes; in digits O is a zero, and I or l a one. */
export const digitsOf = (text: string): string =>
  look(text)
    ? plainNumber(text)
        .trim()
        .replace(/[^\S\r\n]|[.·-]/g, '')
        .replace(/[oO〇○]/g, '0')
        .replace(/[iIlL|]/g, '1')
    : text

/** `YYYYMMDD-NNNNNN-C` from its fifteen digits, however they were grouped; anything else as it is. */
export function normalTicketNumber(text: string): string {
  const [, day, serial, check] = /^(\d{8})(\d{6})(\d)$/.exec(digitsOf(text)) ?? []
  return day ? `${day}-${serial}-${check}` : text
}

/** Of seventeen digits and a check character: a small x, a multiplication sign and a Cyrillic Х are X. */
export const normalIdentityNumber = (text: string): string => digitsOf(text).replace(/[x×хХⅩ✕╳]/g, 'X')

/** What has letters and digits both, such as an account of a waterworks or a login: O stays O there, and `_` stays `_`. */
export const normalCode = (text: string): string =>
  look(text)
    ? plain(text)
        .trim()
        .replace(/[^\S\r\n]/g, '')
    : text
