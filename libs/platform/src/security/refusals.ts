import type { SecurityEntry } from './entry'

type Entry = Omit<SecurityEntry, 'id'>

/** So many lines at most between two times that they are stored: of what nobody was signed in for, and of what somebody was. */
const LINES = 50

/**
 * Refusals, counted in memory until they are stored: the same by the same from the same address is one line with a count. Whoever knocks from a thousand addresses fills
 * fifty lines a minute, and one more with the rest: the log of a year of that can be kept and read. Those of accounts are counted apart, so that a flood at the open doors
 * hides nothing of them.
 */
export class Refusals {
  private readonly lines = { open: new Map<string, Entry>(), signedIn: new Map<string, Entry>() }

  add(entry: Entry): void {
    const lines = entry.account ? this.lines.signedIn : this.lines.open
    const key = keyOf(entry)
    if (lines.has(key) || lines.size < LINES) count(lines, key, entry)
    else count(lines, keyOf(theRest(entry)), theRest(entry))
  }

  /** Takes what was counted. */
  take(): Entry[] {
    const taken = [...this.lines.signedIn.values(), ...this.lines.open.values()]
    this.lines.signedIn.clear()
    this.lines.open.clear()
    return taken
  }
}

const keyOf = ({ what, outcome, account, subject, address, facts }: Entry) => JSON.stringify([what, outcome, account, subject, address, facts])

const theRest = ({ at, count, what, outcome }: Entry): Entry => ({
  at,
  count,
  what,
  outcome,
  concerns: [],
  facts: [{ name: 'others', value: 'true' }],
})

function count(lines: Map<string, Entry>, key: string, entry: Entry): void {
  const before = lines.get(key)
  lines.set(key, before ? { ...before, count: before.count + 1, until: entry.at } : entry)
}
