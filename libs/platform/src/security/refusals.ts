import type { SecurityEntry } from './entry'

type Entry = Omit<SecurityEntry, 'id'>

/** So many lines of one kind at most between two times that they are stored: of each account, and of all together whom nobody knows. */
const LINES = 50

/**
 * Refusals, counted in memory until they are stored: the same by the same from the same address is one line with a count. Whoever knocks from a thousand addresses fills
 * fifty lines a minute, and one more with the rest: the log of a year of that can be kept and read. What is of another kind or of another account is counted apart, and the
 * rest still says whose it is: no flood hides a password that is guessed, nor what another account tries.
 */
export class Refusals {
  private readonly kinds = new Map<string, Map<string, Entry>>()

  add(entry: Entry): void {
    const kind = JSON.stringify([entry.what, entry.account])
    const lines = this.kinds.get(kind) ?? new Map<string, Entry>()
    this.kinds.set(kind, lines)
    const key = keyOf(entry)
    if (lines.has(key) || lines.size < LINES) count(lines, key, entry)
    else count(lines, keyOf(theRest(entry)), theRest(entry))
  }

  /** Takes what was counted. */
  take(): Entry[] {
    const taken = [...this.kinds.values()].flatMap((lines) => [...lines.values()])
    this.kinds.clear()
    return taken
  }
}

const keyOf = ({ what, outcome, account, subject, address, facts }: Entry) => JSON.stringify([what, outcome, account, subject, address, facts])

/** By whom, or, where nobody knows, whose account it was meant for, and for which reason, by which rules go: there are no more of them than accounts and codes. */
const theRest = ({ at, count, what, outcome, account, role, subject, areaCode, facts }: Entry): Entry => ({
  at,
  count,
  what,
  outcome,
  ...(areaCode && { areaCode }),
  ...(account ? { account, role, concerns: [account] } : { ...(subject && { subject }), concerns: subject ? [subject] : [] }),
  facts: [...facts.filter(({ name }) => name === 'code'), { name: 'others', value: 'true' }],
})

function count(lines: Map<string, Entry>, key: string, entry: Entry): void {
  const before = lines.get(key)
  lines.set(key, before ? { ...before, count: before.count + 1, until: entry.at } : entry)
}
