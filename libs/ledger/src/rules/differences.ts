import { type Balance, bookOf } from './book'
import { balanced, type Entry } from './entry'

/** What a document says of its accounts, and the entries that must give the same. A book is one. */
export interface Recounted {
  balances: Balance[]
  entries: Entry[]
  /** How many of its entries are not among these. */
  earlier?: number
}

/** What entries say otherwise than their document: each in a line, none where all is well. */
export function differences({ balances, entries, earlier }: Recounted): string[] {
  if (earlier) return [`${earlier} earlier entries are missing`]
  const unbalanced = entries.flatMap(faultOf)
  return unbalanced.length ? unbalanced : compared(balances, bookOf(entries).balances)
}

export const differencesOfEach = (all: Recounted[]): string[][] => all.map(differences)

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
