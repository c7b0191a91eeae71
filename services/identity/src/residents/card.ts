import { randomBytes } from 'node:crypto'
import { type Decision, DomainError, secondsUntil } from '@yiwang/domain'
import { type Actor, actorOf } from '@yiwang/people/rules'

/** A printed page with a code, handed out at a counter to whoever has shown their identity card there. With a PIN that they choose at the first use it signs them in. */
export interface Card {
  codeHash: string
  issuedBy: Actor
  issuedAt: Date
  until: Date
  pinHash?: string
  /** Wrong PINs since the last right one. */
  wrong: number
  lockedUntil?: Date
}

/** Of whom a card is. */
export interface Holder {
  card?: Card
  /** Sessions begun before are over. */
  sessionsFrom: Date
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LETTERS = 16
export const CARD_DAYS = 365
/** So long a card that was never used may lie about. */
export const FIRST_USE_DAYS = 14
export const PIN_DIGITS = 6
export const WRONG_UNTIL_LOCKED = 5
export const WRONG_UNTIL_OVER = 20
export const LOCKED_FOR_MS = 15 * 60_000
const DAY_MS = 86_400_000

/** 80 bits in four groups of letters and digits that nobody takes for one another. */
export const newCardCode = (): string => Array.from(randomBytes(LETTERS), (byte) => ALPHABET[byte & 31]).join('')
export const grouped = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-')

/** As it was typed or read aloud; undefined where it is none. */
export function readCardCode(typed: string): string | undefined {
  const code = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return code.length === LETTERS && [...code].every((letter) => ALPHABET.includes(letter)) ? code : undefined
}

/** PINs that are tried first: one digit over and over, and digits in a row. */
export function requireGoodPin(pin: string): void {
  const steps = new Set(Array.from(pin.slice(1), (digit, at) => Number(digit) - Number(pin[at])))
  if (steps.size === 1 && [0, 1, -1].includes([...steps][0])) throw new DomainError('weak-pin', { field: 'pin' })
}

/** One person has one: the card before it is good no more, and whoever came in by that is out. */
export function issueCard({ card }: Pick<Holder, 'card'>, codeHash: string, by: Actor, now: Date): Decision<Holder> {
  const next = { codeHash, issuedBy: actorOf(by), issuedAt: now, until: new Date(now.getTime() + FIRST_USE_DAYS * DAY_MS), wrong: 0 }
  return { set: { card: next, ...(card && { sessionsFrom: now }) } }
}

export const isLive = (card: Card | undefined, now: Date): card is Card => card !== undefined && card.until > now && card.wrong < WRONG_UNTIL_OVER

/** Throws `card-locked`, with the seconds that remain. */
export function requireUnlocked({ lockedUntil }: Card, now: Date): void {
  if (lockedUntil && lockedUntil > now) throw new DomainError('card-locked', { retryAfter: secondsUntil(lockedUntil, now) })
}

/** The first use: from now on the PIN is asked for, and the card is good for its year. */
export function choosePin(account: Holder, codeHash: string, pinHash: string, now: Date): Decision<Holder> {
  const { card } = account
  if (!isLive(card, now) || card.codeHash !== codeHash || card.pinHash) throw new DomainError('wrong-card', { field: 'code' })
  return { set: { card: { ...card, pinHash, until: new Date(card.issuedAt.getTime() + CARD_DAYS * DAY_MS) } } }
}

/** What a try leaves behind: each fifth wrong PIN in a row locks for a while, the twentieth ends the card. */
export function recordCardPin(account: Holder, codeHash: string, correct: boolean, now: Date): Decision<Holder> | undefined {
  const { card } = account
  if (!isLive(card, now) || card.codeHash !== codeHash) throw new DomainError('wrong-card', { field: 'code' })
  requireUnlocked(card, now)
  if (correct) return card.wrong ? { set: { card: { ...card, wrong: 0, lockedUntil: undefined } } } : undefined
  const wrong = card.wrong + 1
  const locks = wrong % WRONG_UNTIL_LOCKED === 0
  return { set: { card: { ...card, wrong, lockedUntil: locks ? new Date(now.getTime() + LOCKED_FOR_MS) : undefined } } }
}

/** Whoever came in by it is out. */
export const revokeCard = (account: Holder, now: Date): Decision<Holder> | undefined =>
  account.card && { set: { card: undefined, sessionsFrom: now } }
