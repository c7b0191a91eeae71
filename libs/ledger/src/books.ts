import { type Decision, deriveId } from '@yiwang/domain'
import type { Collection, Stored } from '@yiwang/persistence'
import { StoreUnavailable } from '@yiwang/persistence/stores'
import type { Entry } from './rules'
import { type Book, type Chart, enter } from './rules'
import { type EarlierEntry, entriesApart } from './schema'

/** A document's latest entries lie in it: when there are so many, all but the last few become rows. */
const MOST = 50
const LEFT = 25
/** Each is lost to somebody who moved entries out of the document, which comes once in so many entries. */
const RACES = 20

interface Kept {
  id: string
  book: Book
}

/** What is to be written, and what of the document changes with it. */
export interface Booking<T> extends Partial<Decision<T>> {
  entries: Entry[]
}

/** What a decision needs of the rows: those of the entries that it names, while so many lie apart. */
interface Prepared {
  earlier: number
  moved: number
  names: string[]
  recalled: Entry[]
}

/** Thrown out of a decision that cannot be taken yet. */
class Unprepared extends Error {
  constructor(
    readonly book: Book,
    readonly entries: Entry[],
  ) {
    super('not prepared')
  }
}

/**
 * Documents with a book each (`bookPart`), whose earlier entries lie apart as rows. A row is stored before its entry leaves the document, in the write that changes it
 * next, and repeats what lies there: so it is true whether or not that write follows.
 */
export class Books<T extends Kept> {
  constructor(
    private readonly documents: Collection<T>,
    private readonly rows: Collection<EarlierEntry>,
    private readonly chart: Chart,
  ) {}

  /**
   * As `Collection.change`, with entries: they and whatever else is decided are stored in one write, or nothing is. Where all of them are in the book already, nothing
   * changes. DomainErrors of `enter`.
   */
  async change(
    id: string,
    decide: (document: Stored<T>) => Booking<T> | undefined,
    options?: Parameters<Collection<T>['change']>[2],
  ): Promise<Stored<T>> {
    let prepared: Prepared | undefined
    for (let races = 0; races < RACES; races++) {
      try {
        return await this.documents.change(id, (document) => this.booked(document, decide(document), prepared), options)
      } catch (error) {
        if (!(error instanceof Unprepared)) throw error
        prepared = await this.prepare(id, error)
      }
    }
    throw new StoreUnavailable(`${id}: too many book at once, or what is booked has other ids each time it is decided`)
  }

  /** All of a book's entries, the oldest first, read in pages. */
  async *entriesOf({ id, book }: Kept): AsyncIterable<Entry> {
    yield* entriesApart(this.rows, id, book.earlier)
    yield* book.entries
  }

  private booked({ book }: Stored<T>, wanted: Booking<T> | undefined, prepared: Prepared | undefined): Decision<T> | undefined {
    if (!wanted?.entries.length) return wanted?.set && { set: wanted.set, events: wanted.events }
    if (!isPrepared(book, wanted.entries, prepared)) throw new Unprepared(book, wanted.entries)
    const { moved = 0, recalled = [] } = prepared ?? {}
    const before = { ...book, entries: book.entries.slice(moved), earlier: book.earlier + moved }
    const known = [...recalled, ...book.entries.slice(0, moved)]
    const after = wanted.entries.reduce((now, entry) => enter(now, entry, this.chart, known), before)
    return after === before ? undefined : { set: { ...wanted.set, book: after } as Partial<T>, events: wanted.events }
  }

  /** Stores the rows of what is to leave the document, and looks up what is named. */
  private async prepare(id: string, { book, entries }: Unprepared): Promise<Prepared> {
    const moved = book.entries.length < MOST ? 0 : book.entries.length - LEFT
    await Promise.all(book.entries.slice(0, moved).map((entry, n) => this.keep({ book: id, place: book.earlier + n + 1, entry })))
    const names = namesOf(entries)
    const found = book.earlier ? await Promise.all(names.flatMap((name) => [this.row(id, name), this.ending(id, name)])) : []
    return { earlier: book.earlier, moved, names, recalled: found.flatMap((row) => row?.entry ?? []) }
  }

  private async keep(row: Omit<EarlierEntry, 'id'>): Promise<void> {
    await this.rows.upsert(rowId(row.book, row.entry.id), (known) => (known ? undefined : { set: row }))
  }

  private row = (book: string, name: string) => this.rows.get(rowId(book, name))
  private ending = (book: string, name: string) => this.rows.findOne({ book, 'entry.of': name })
}

const rowId = (book: string, entry: string) => deriveId(book, entry)
const namesOf = (entries: Entry[]) => [...new Set(entries.flatMap(({ id, of }) => (of ? [id, of] : [id])))]

function isPrepared(book: Book, entries: Entry[], prepared: Prepared | undefined): boolean {
  if (!prepared) return book.earlier === 0 && book.entries.length < MOST
  return prepared.earlier === book.earlier && namesOf(entries).every((name) => prepared.names.includes(name))
}
