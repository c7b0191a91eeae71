import { DomainError } from '@yiwang/domain'
import * as fc from 'fast-check'
import { available, type Book, balanceOf, bookOf, type Chart, emptyBook, enter } from './book'
import { capture, type Entry, hold, type Posting, post, reversal, transfer, voiding } from './entry'

/** A month of two sources and a cap, as home care will have it: what is free of each is never overdrawn. */
const chart = { granted: { most: 0 }, free: { least: 0 }, spent: { least: 0 }, expired: { least: 0 }, share: { least: 0 }, owed: {} } satisfies Chart
const sources = ['subsidy', 'meals']
const begin = Date.parse('2026-11-01T00:00:00+08:00')

type Step = {
  do: 'grant' | 'hold' | 'capture' | 'void' | 'reverse' | 'expire-free' | 'again' | 'otherwise'
  pick: number
  amount: number
  wait: number
}

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom<Step['do']>('grant', 'hold', 'hold', 'hold', 'capture', 'capture', 'void', 'reverse', 'expire-free', 'again', 'otherwise'),
  pick: fc.nat(40),
  amount: fc.integer({ min: 1, max: 600 }),
  wait: fc.integer({ min: 0, max: 20 }),
})

/** What a step wants written in the book as it is; undefined where there is nothing to do it to. */
function wanted({ do: verb, pick, amount }: Step, book: Book, id: string, at: Date): Entry | undefined {
  const source = sources[pick % 2]
  const before = book.entries[pick % book.entries.length]
  const held = book.entries.filter(({ kind }) => kind === 'hold').at(-1 - (pick % 5))
  const [account, other] = [`free:${source}`, `spent:${source}`]
  switch (verb) {
    case 'grant':
      return post({ id, at }, transfer(`granted:${source}`, account, amount))
    case 'hold':
      return hold({ id, at, ...(pick % 3 === 0 && { until: new Date(at.getTime() + amount) }) }, transfer(account, other, amount))
    case 'capture':
      return held && capture(held.id, { id, at }, lower(held.postings, amount, pick))
    case 'void':
      return held && voiding(held.id, { id, at })
    case 'reverse':
      return before && reversal(before, { id, at })
    case 'expire-free':
      return available(book, account) > 0 ? post({ id, at }, transfer(account, `expired:${source}`, available(book, account))) : undefined
    case 'again':
      return before && { ...before, at }
    case 'otherwise':
      return before?.postings.length ? { ...before, postings: transfer('owed:somebody', 'share', amount) } : undefined
  }
}

/** The lower of held and due, at times with an own share beside it. */
const lower = ([{ account: to, amount: held }, { account: from }]: Posting[], due: number, pick: number) => [
  ...transfer(from, to, Math.min(held, due)),
  ...(pick % 2 ? transfer('owed:carer', 'share', due) : []),
]

/** The same, told as plainly as can be: for each account what entries moved, and for each hold whether something ended it. */
function plainly(entries: Entry[]) {
  const posted = new Map<string, number>()
  const add = (sums: Map<string, number>, { account, amount }: Posting) => sums.set(account, (sums.get(account) ?? 0) + amount)
  for (const { kind = 'post', postings } of entries) if (kind !== 'hold') for (const one of postings) add(posted, one)
  const open = entries.filter(({ kind, id }) => kind === 'hold' && !entries.some(({ kind: end, of }) => of === id && end !== 'reverse'))
  const held = new Map<string, number>()
  for (const { postings } of open) for (const one of postings) add(held, one)
  return { posted, held, open }
}

function checkLaws(book: Book) {
  const { posted, held, open } = plainly(book.entries)
  const of = (sums: Map<string, number>, account: string) => sums.get(account) ?? 0
  for (const source of sources) {
    const [granted, spent, expired] = ['granted', 'spent', 'expired'].map((kind) => of(posted, `${kind}:${source}`))
    const free = available(book, `free:${source}`)
    const heldNow = 0 - of(held, `free:${source}`)
    // granted = held + spent + expired + free, and none is negative.
    expect(0 - granted).toBe(heldNow + spent + expired + free)
    expect(Math.min(free, heldNow, spent, expired)).toBeGreaterThanOrEqual(0)
    expect(balanceOf(book, `free:${source}`)).toMatchObject({ posted: of(posted, `free:${source}`), heldOut: heldNow })
  }
  expect([...posted.values()].reduce((sum, one) => sum + one, 0)).toBe(0)
  expect(book.holds.map(({ id }) => id)).toEqual(open.map(({ id }) => id))
  const ends = book.entries.flatMap(({ kind = 'post', of }) => (of && kind !== 'reverse' ? [of] : []))
  const undone = book.entries.flatMap(({ kind, of }) => (kind === 'reverse' && of ? [of] : []))
  for (const once of [ends, undone, book.entries.map(({ id }) => id)]) expect(new Set(once).size).toBe(once.length)
  const replayed = bookOf(book.entries)
  expect(sorted(replayed)).toEqual(sorted(book))
  expect(replayed.holds).toEqual(book.holds)
}

const sorted = ({ balances }: Book) => balances.toSorted((one, other) => (one.account < other.account ? -1 : 1))

describe('a book', () => {
  it('keeps its laws in every history', () => {
    const said = new Map<string, number>()
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 60 }), (steps) => {
        let book = emptyBook
        let now = begin
        for (const [n, one] of steps.entries()) {
          now += one.wait
          const entry = wanted(one, book, `e${n}`, new Date(now))
          if (!entry) continue
          const known = book.entries.some(({ id }) => id === entry.id)
          try {
            const next = enter(book, entry, chart)
            expect([one.do, known && next !== book]).toEqual([one.do, false])
            if (one.do === 'otherwise') expect(next).toBe(book)
            said.set(one.do, (said.get(one.do) ?? 0) + 1)
            book = next
          } catch (error) {
            if (!(error instanceof DomainError)) throw error
            said.set(error.code, (said.get(error.code) ?? 0) + 1)
          }
          checkLaws(book)
        }
      }),
      { seed: 20_261_129, numRuns: 300, endOnFailure: true },
    )
    // Nothing of it was left untried.
    const codes = ['entry-differs', 'insufficient-funds', 'hold-captured', 'hold-voided', 'hold-expired', 'already-reversed', 'unknown-entry']
    for (const one of ['grant', 'hold', 'capture', 'void', 'reverse', 'expire-free', 'again', ...codes])
      expect([one, said.get(one)]).toEqual([one, expect.any(Number)])
  })
})
