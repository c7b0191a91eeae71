import { type Collection, from, keptAs, list, number, oneOf, optional, part, schemaOf, text, time } from '@yiwang/persistence'
import { LARGEST_PAGE } from '@yiwang/persistence/stores'
import { type Balance, type Book, type Entry, entryKinds, type Posting } from './rules'

/** An entry within a document. */
export const entryPart = part<Entry>({
  id: text,
  at: time,
  kind: optional(oneOf(entryKinds)),
  postings: list(part<Posting>({ account: text, amount: number })),
  of: optional(text),
  until: optional(time),
  about: optional(text),
  reason: optional(text),
})

/** A book within a document: `book: bookPart`. Its earlier entries lie apart (`earlierEntries`). */
export const bookPart = part<Book>({
  balances: list(part<Balance>({ account: text, posted: number, heldOut: from(0), heldIn: from(0) })),
  holds: list(entryPart),
  entries: list(entryPart),
  earlier: from(0),
})

/** An entry that no longer lies in its document. */
export interface EarlierEntry {
  id: string
  /** The document's id. */
  book: string
  /** Its place in the book: 1, 2, 3 … without a gap. */
  place: number
  entry: Entry
}

/** Where the earlier entries of a collection's books lie, for the service's `collections`. */
export const earlierEntries = (collection: string) =>
  keptAs(schemaOf<EarlierEntry>(`${collection}-entries`, { book: text, place: from(1), entry: entryPart }), 'money')
    .index({ book: 1, place: 1 }, { unique: true }) // a book's entries, in their order
    .index({ book: 1, 'entry.of': 1 }) // what ended a hold or undid an entry

/** A book's earlier entries, in their order, read in pages. */
export async function* entriesApart(rows: Collection<EarlierEntry>, book: string, earlier: number): AsyncIterable<Entry> {
  for (let place = 1; place <= earlier; place += LARGEST_PAGE)
    yield* await entriesBetween(rows, book, place, Math.min(place + LARGEST_PAGE - 1, earlier))
}

/** Those of these places, at most a page of them. */
export async function entriesBetween(rows: Collection<EarlierEntry>, book: string, from: number, to: number): Promise<Entry[]> {
  const { items } = await rows.find({ book, place: { gte: from, lte: to } }, { sort: 'place', limit: LARGEST_PAGE })
  return items.map(({ entry }) => entry)
}
