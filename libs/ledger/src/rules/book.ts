import { DomainError, deriveId } from '@yiwang/domain'
import { balanced, type Entry, opposite, type Posting } from './entry'

export interface Balance {
  account: string
  /** The sum of what was moved. */
  posted: number
  /** What open holds will take out, and bring in, at most. Neither is negative. */
  heldOut: number
  heldIn: number
}

/** How far the accounts of one kind may go. What is held counts as gone where it goes out, and as come where it comes in. */
export interface Limits {
  least?: number
  most?: number
}

/** The kinds of account that there are. One that is not in it is a fault of ours. */
export type Chart<Kind extends string = string> = Readonly<Record<Kind, Limits>>

/**
 * Accounts that are limited together. A book lies in one document, so that what must not be exceeded is looked at and moved in one write. Its balances and open
 * holds are what its entries give, replayed (`bookOf`).
 */
export interface Book {
  /** Without those that hold nothing. */
  balances: Balance[]
  /** The open ones. */
  holds: Entry[]
  /** The latest, the oldest of them first. */
  entries: Entry[]
  /** How many older ones lie apart (`Books`). */
  earlier: number
}

export const emptyBook: Book = { balances: [], holds: [], entries: [], earlier: 0 }

/** Of open holds, and of accounts that hold something: what a document can carry. */
const MOST = 200

export const balanceOf = ({ balances }: Pick<Book, 'balances'>, account: string): Balance =>
  balances.find((one) => one.account === account) ?? { account, posted: 0, heldOut: 0, heldIn: 0 }

/** What can still be taken out of an account that must not fall below zero. */
export function available(book: Pick<Book, 'balances'>, account: string): number {
  const { posted, heldOut } = balanceOf(book, account)
  return posted - heldOut
}

/** What entries give, replayed in their order. */
export const bookOf = (entries: Entry[]): Book => ({ ...entries.reduce<Standing>(standing, emptyBook), entries, earlier: 0 })

/**
 * Writes an entry: the book after it. Holds whose time has come by then expire first. One that is in the book already, with the same content, changes nothing:
 * the book itself is the answer. `recalled`: the earlier entries that it names (its own id, `of`, what ended that), where they lie apart.
 *
 * DomainErrors: `entry-differs` (the id is known with another content, `field` says which), `insufficient-funds`, `ceiling-exceeded`, `book-full`; of a hold
 * `hold-captured`, `hold-voided`, `hold-expired`, `hold-exceeded`; of a reversal `already-reversed`; `unknown-entry`.
 */
export function enter(book: Book, entry: Entry, chart: Chart, recalled: Entry[] = []): Book {
  const known = [...book.entries, ...recalled]
  const same = known.find(({ id }) => id === entry.id)
  if (same) {
    const field = difference(same, entry)
    if (field) throw new DomainError('entry-differs', { field, entry: entry.id })
    return book
  }
  const before = expired(book, entry.at)
  check(before, entry, [...before.entries, ...recalled])
  const after = written(before, entry)
  for (const { account } of entry.postings) checkLimits(account, before, after, limitsOf(chart, account))
  if (after.balances.length > MOST || after.holds.length > MOST) throw new DomainError('book-full', { most: MOST })
  return after
}

/** Ends the holds whose time has come. */
export const expired = (book: Book, at: Date): Book =>
  book.holds
    .filter(({ until }) => until && until <= at)
    .reduce((now, { id }) => written(now, { id: deriveId(id, 'expire'), at, kind: 'expire', of: id, postings: [] }), book)

function check({ holds }: Book, entry: Entry, known: Entry[]): void {
  const { kind = 'post', postings } = entry
  if (kind === 'expire') throw new Error('a hold expires by itself')
  if (kind === 'reverse') checkReversal(entry, known)
  if (kind === 'capture' || kind === 'void') checkEnd(holds, entry, known)
  if (kind !== 'void') balanced(postings)
  else if (postings.length) throw new Error('a void moves nothing')
}

function checkEnd(holds: Entry[], { kind, of, postings }: Entry, known: Entry[]): void {
  const held = holds.find(({ id }) => id === of)
  if (!held) throw new DomainError(endOf(of, known), { entry: of })
  for (const { account, amount } of kind === 'capture' ? held.postings : []) {
    const moved = postings.find((one) => one.account === account)?.amount ?? 0
    if (moved * amount < 0 || Math.abs(moved) > Math.abs(amount)) throw new DomainError('hold-exceeded', { account, held: Math.abs(amount) })
  }
}

const ends: Record<string, string> = { capture: 'hold-captured', void: 'hold-voided', expire: 'hold-expired' }

const endOf = (hold: string | undefined, known: Entry[]): string =>
  known.map(({ kind, of }) => (of === hold ? ends[kind ?? 'post'] : undefined)).find(Boolean) ?? 'unknown-entry'

function checkReversal({ of, postings }: Entry, known: Entry[]): void {
  const undone = known.find(({ id, kind = 'post' }) => id === of && (kind === 'post' || kind === 'capture'))
  if (!undone) throw new DomainError('unknown-entry', { entry: of })
  if (known.some((one) => one.kind === 'reverse' && one.of === of)) throw new DomainError('already-reversed', { entry: of })
  if (firstDifference(opposite(undone.postings), postings)) throw new Error('a reversal is the opposite of what it undoes')
}

/** An account beyond its limits (they may have been others once) may come nearer to them, and go no farther. */
function checkLimits(account: string, before: Book, after: Book, { least = -Infinity, most = Infinity }: Limits): void {
  const [was, is] = [balanceOf(before, account), balanceOf(after, account)]
  const [low, high] = [is.posted - is.heldOut, is.posted + is.heldIn]
  if (low < least && low < was.posted - was.heldOut)
    throw new DomainError('insufficient-funds', { account, available: was.posted - was.heldOut - least })
  if (high > most && high > was.posted + was.heldIn) throw new DomainError('ceiling-exceeded', { account, free: most - was.posted - was.heldIn })
}

function limitsOf(chart: Chart, account: string): Limits {
  const [kind] = account.split(':', 1)
  if (!Object.hasOwn(chart, kind)) throw new Error(`no account is a ${kind}`)
  return chart[kind]
}

/** Adds it and what it moves; what stands against it was looked at before. */
const written = (book: Book, entry: Entry): Book => ({ ...book, ...standing(book, entry), entries: [...book.entries, entry] })

export type Standing = Pick<Book, 'balances' | 'holds'>

/** Balances and open holds after an entry. */
export function standing({ balances, holds }: Standing, entry: Entry): Standing {
  const { kind = 'post', of, postings } = entry
  if (kind === 'hold') return { holds: [...holds, entry], balances: moved(balances, postings, held(1)) }
  const ended = kind === 'post' || kind === 'reverse' ? undefined : holds.find(({ id }) => id === of)
  const released = ended ? moved(balances, ended.postings, held(-1)) : balances
  return {
    holds: ended ? holds.filter((one) => one !== ended) : holds,
    balances: moved(released, postings, ({ posted }, amount) => ({ posted: posted + amount })),
  }
}

type Move = (balance: Balance, amount: number) => Partial<Balance>

const held =
  (sign: 1 | -1): Move =>
  ({ heldOut, heldIn }, amount) =>
    amount < 0 ? { heldOut: heldOut - sign * amount } : { heldIn: heldIn + sign * amount }

function moved(balances: Balance[], postings: Posting[], move: Move): Balance[] {
  const after = new Map(balances.map((one) => [one.account, one]))
  for (const { account, amount } of postings) {
    const before = balanceOf({ balances: [...after.values()] }, account)
    const balance = { ...before, ...move(before, amount) }
    if (![balance.posted, balance.heldOut, balance.heldIn].every(Number.isSafeInteger)) throw new Error(`${account} is too large to count`)
    if (balance.posted || balance.heldOut || balance.heldIn) after.set(account, balance)
    else after.delete(account)
  }
  return [...after.values()]
}

/** Who wrote it the first time, and when, may differ; what it says may not. */
function difference(known: Entry, entry: Entry): string | undefined {
  if ((known.kind ?? 'post') !== (entry.kind ?? 'post')) return 'kind'
  if (known.until?.getTime() !== entry.until?.getTime()) return 'until'
  return (['of', 'about', 'reason'] as const).find((field) => known[field] !== entry[field]) ?? firstDifference(known.postings, entry.postings)
}

function firstDifference(known: Posting[], postings: Posting[]): 'account' | 'amount' | undefined {
  const amounts = new Map(postings.map(({ account, amount }) => [account, amount]))
  if (known.length !== postings.length || !known.every(({ account }) => amounts.has(account))) return 'account'
  return known.every(({ account, amount }) => amounts.get(account) === amount) ? undefined : 'amount'
}
