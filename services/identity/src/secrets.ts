import { createHash, randomBytes, randomInt } from 'node:crypto'

/** So many random bytes as text that stands in an address, a header or a cookie as it is. */
export const randomText = (bytes: number): string => randomBytes(bytes).toString('base64url')

/** 256 bits that no person remembers. */
export const newSecret = (): string => randomText(32)

/** What is kept of a secret that was made by chance, of 80 bits and more: nobody guesses it, so that no salt and no slow hash is needed. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/** Digits made by chance, such as `046810`. */
export const newDigits = (count: number): string => String(randomInt(10 ** count)).padStart(count, '0')
