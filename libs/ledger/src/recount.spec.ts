import { Logger } from '@nestjs/common'
import { Clock } from '@yiwang/domain'
import { type Collection, schemaOf, text } from '@yiwang/persistence'
import type { JobInHand, Step } from '@yiwang/platform'
import { recountOf } from './recount'
import { type Book, bookOf, type Entry } from './rules'
import * as rules from './rules/differences'
import { earlierEntries } from './schema'

interface Kept {
  id: string
  book: Book
}

const entry = (n: number): Entry => ({
  id: `entry-${n}`,
  at: new Date('2026-11-01T08:00:00Z'),
  postings: [
    { account: 'free', amount: n },
    { account: 'granted', amount: -n },
  ],
})

/** A book of so many entries, of which the last ten lie in it. */
function bookWith(count: number): { book: Book; rows: Entry[] } {
  const all = Array.from({ length: count }, (_, n) => entry(n + 1))
  const { balances, holds } = bookOf(all)
  const earlier = Math.max(0, count - 10)
  return { book: { balances, holds, entries: all.slice(earlier), earlier }, rows: all.slice(0, earlier) }
}

describe('the recount of large books', () => {
  const Recount = recountOf<Kept>(schemaOf<{ id: string; name: string }>('accounts', { name: text }), ({ book }) => book, earlierEntries('accounts'))
  beforeAll(() => Logger.overrideLogger(false))
  afterAll(() => Logger.overrideLogger(undefined as never))

  async function recounted(books: ReturnType<typeof bookWith>[], between: (slice: number) => void = () => undefined) {
    const documents = books.map(({ book }, n) => ({ id: `book-${n}`, book }))
    const told: Record<string, string[]> = {}
    let [most, sent] = [0, 0]
    const inHand = <R>(all: R[]) => {
      most = Math.max(most, all.length)
      return { items: all }
    }
    const collection = {
      find: async (_: object, { after = '0', limit }: { after?: string; limit: number }) => ({
        items: documents.slice(Number(after), Number(after) + limit),
        next: Number(after) + limit < documents.length ? String(Number(after) + limit) : undefined,
      }),
      get: async (id: string) => documents.find((one) => one.id === id),
    }
    const rows = {
      find: async ({ book, place }: { book: string; place: { gte: number; lte: number } }) =>
        inHand(books[Number(book.slice(5))].rows.slice(place.gte - 1, place.lte).map((one) => ({ entry: one }))),
    }
    const kept = {
      upsert: async (_: string, decide: () => { set: { document: string; found: string[] } }) => {
        const { document, found } = decide().set
        told[document] = found
      },
      each: async function* () {},
    }
    const elsewhere = async ({ name }: { name: string }, given: unknown) => {
      sent = Math.max(sent, JSON.stringify(given).length)
      return (rules as unknown as Record<string, (given: unknown) => unknown>)[name](JSON.parse(JSON.stringify(given)))
    }
    const job = new Recount(...([collection, kept, rows, new Clock()] as [Collection<Kept>, never, never, never]))
    let position: unknown
    let slices = 0
    for (;;) {
      const step: Step<unknown> = await job.recount({}, position as never, { elsewhere } as unknown as JobInHand)
      slices++
      if (step.next === undefined) return { told, most, sent, slices, done: step.done }
      // As it lies in the job.
      position = JSON.parse(JSON.stringify(step.next))
      between(slices)
    }
  }

  it('has a page of entries in hand, however many they are, and finds what differs', async () => {
    const books = [bookWith(5), bookWith(2_500), bookWith(8), ...Array.from({ length: 60 }, () => bookWith(700))]
    books[10].book.balances[0].posted += 1
    books[20].rows.splice(300, 2)
    const { told, most, sent, done } = await recounted(books)
    expect(told).toEqual({
      'book-10': ['free is 245351, its entries give 245350'],
      'book-20': ['2 earlier entries are missing'],
    })
    expect(done).toBe(63)
    expect(most).toBe(200)
    // Fifty books of 700 entries were five megabytes.
    expect(sent).toBeLessThan(64 * 1024)
  })

  it('counts each entry once, though some leave the document meanwhile', async () => {
    const one = bookWith(900)
    const moved = () => {
      one.rows.push(...one.book.entries.splice(0, 7))
      one.book.earlier += 7
    }
    expect((await recounted([one], (slice) => slice === 3 && moved())).told).toEqual({})
  })
})
