import { type Day, DomainError, dayOf, isDay } from '@yiwang/domain'

/** GB 11643-1999: 17 digits (area 6, birth date 8, sequence 3) and a check character by ISO 7064 MOD 11-2. */
const FORM = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/
const CHECKS = '10X98765432'

export const sexes = ['male', 'female'] as const
export type Sex = (typeof sexes)[number]

/** The check character that belongs to the first 17 digits. */
export function checkCharacter(digits: string): string {
  const sum = [...digits.slice(0, 17)].reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0)
  return CHECKS[sum % 11]
}

/** Throws `invalid-identity-number` (400). The area is not looked up: numbers keep the codes of areas that were merged long ago. */
export function requireIdentityNumber(number: string, now: Date): void {
  const born = FORM.test(number) ? birthDateIn(number) : ''
  if (!isDay(born) || born > dayOf(now) || checkCharacter(number) !== number[17])
    throw new DomainError('invalid-identity-number', { field: 'identityNumber' })
}

export const birthDateIn = (number: string): Day => number.replace(FORM, '$1-$2-$3')
/** The sequence of men is odd. */
export const sexIn = (number: string): Sex => (Number(number[16]) % 2 ? 'male' : 'female')
