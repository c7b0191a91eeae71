import { type Balance, bookOf } from './book'
import { balanced, type Entry } from './entry'

/** What a document's entries say otherwise than it does itself: each in a line, none where all is well. */
export function differences(says: Balance[], entries: Entry[]): string[] {
  const unbalanced = entries.flatMap(faultOf)
  return unbalanced.length ? unbalanced : compared(says, bookOf(entries).balances)
}

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
