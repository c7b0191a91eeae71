import { type Balance, type Standing, standing } from './book'
import { balanced, type Entry } from './entry'

/** What a document says of its accounts, and the entries that must give the same. A book is one. */
export interface Recounted {
  balances: Balance[]
  entries: Entry[]
  /** How many of its entries are not among these. */
  earlier?: number
}

/** What entries give so far, however many they were. */
export interface Tally extends Standing {
  faults: string[]
}

export const emptyTally: Tally = { balances: [], holds: [], faults: [] }

/** One that is told is as good as a thousand. */
const MOST_FAULTS = 20

/** Entries replayed after those before. */
export function tallied({ faults, ...before }: Tally, entries: Entry[]): Tally {
  return { ...entries.reduce<Standing>(standing, before), faults: [...faults, ...entries.flatMap(faultOf)].slice(0, MOST_FAULTS) }
}

/** What entries say otherwise than their document: each in a line, none where all is well. `tally`: of those that lie apart. */
export function differences({ balances, entries, earlier }: Recounted, tally = emptyTally): string[] {
  if (earlier) return [`${earlier} earlier entries are missing`]
  const { faults, balances: given } = tallied(tally, entries)
  return faults.length ? faults : compared(balances, given)
}

export const differencesOfEach = (all: Recounted[]): string[][] => all.map((one) => differences(one))

/** For another thread: one thing goes in. */
export const talliedOf = ({ tally, entries }: { tally: Tally; entries: Entry[] }): Tally => tallied(tally, entries)
export const differencesAfter = ({ tally, book }: { tally: Tally; book: Recounted }): string[] => differences(book, tally)

function faultOf({ id, postings }: Entry): string[] {
  try {
    if (postings.length) balanced(postings)
    return []
  } catch (error) {
    return [`entry ${id}: ${(error as Error).message}`]
  }
}

function compared(says: Balance[], gives: Balance[]): string[] {
  const accounts = new Set([...says, ...gives].map(({ account }) => account))
  const told = (balances: Balance[], account: string) => {
    const { posted = 0, heldOut = 0, heldIn = 0 } = balances.find((one) => one.account === account) ?? {}
    return heldOut || heldIn ? `${posted} (held: ${heldOut} out, ${heldIn} in)` : `${posted}`
  }
  return [...accounts]
    .filter((account) => told(says, account) !== told(gives, account))
    .map((account) => `${account} is ${told(says, account)}, its entries give ${told(gives, account)}`)
}
