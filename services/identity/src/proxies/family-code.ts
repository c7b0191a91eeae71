import { randomInt } from 'node:crypto'
import type { Decision } from '@yiwang/domain'

/** What somebody shows to whoever is to name them: it says who they are, and nobody has to be looked for. */
export interface FamilyCode {
  /** Whose it is. One at a time. */
  id: string
  /** A keyed hash. */
  hash: string
  until: Date
}

/** Letters and digits that nobody takes for one another. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
export const CODE_LETTERS = 8
const MINUTE_MS = 60_000

export const newFamilyCode = (): string => Array.from({ length: CODE_LETTERS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')

/** As it was typed or read aloud. What it cannot be is no code of anybody's. */
export const readFamilyCode = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '')

/** In place of the one before. */
export const issueFamilyCode = (id: string, hash: string, minutes: number, now: Date): Decision<FamilyCode> => ({
  set: { id, hash, until: new Date(now.getTime() + minutes * MINUTE_MS) },
})
