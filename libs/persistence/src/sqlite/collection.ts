import { type Clock, type Decision, DomainError } from '@yiwang/domain'
import type { ChangeOptions, Collection, FindOptions, Page, Stored } from '../collection'
import { type Context, currentContext, type KeyedRequest, runInContext } from '../context'
import { decodeCursor, encodeCursor } from '../cursor'
import { DuplicateError } from '../errors'
import type { Filter } from '../filter'
import { parseSort } from '../plan'
import { type Bookkeeping, REQUEST_INDEX, type Shape } from '../shape'
import { chain } from '../stored-event'
import { claim, takenKey, tookBefore } from '../taking'
import type { Vault } from '../vault'
import { Documents, type Loaded } from './documents'
import type { EventLog } from './event-log'
import type { StationFile } from './file'
import type { IndexRows } from './index-tables'
import { type Found, Reading } from './reading'

const LARGEST_PAGE = 200
const PAGE = 50

/** What a write knows of its surroundings: the context it was asked in, and what to take back if it is not stored. */
interface Write {
  context: Context | undefined
  undo: (() => void)[]
}

/** A collection in the station's file. Its one writing connection runs one decision after the other, so no race is ever lost. */
export class SqliteCollection<T extends { id: string }> implements Collection<T> {
  private readonly documents: Documents
  private readonly reading: Reading
  private readonly source: string

  constructor(
    private readonly file: StationFile,
    private readonly log: EventLog,
    private readonly shape: Shape,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {
    this.source = `/${shape.name.replace('.', '/')}`
    this.documents = new Documents(file, shape)
    this.reading = new Reading(shape, this.documents)
  }

  async get(id: string): Promise<Stored<T> | undefined> {
    const loaded = this.documents.load(id)
    return loaded && this.open(loaded)
  }

  async findOne(filter: Filter): Promise<Stored<T> | undefined> {
    return (await this.find(filter, { limit: 1 })).items[0]
  }

  async find(filter: Filter, { sort, after, limit = PAGE }: FindOptions = {}): Promise<Page<Stored<T>>> {
    if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_PAGE) throw new RangeError(`a page holds 1 to ${LARGEST_PAGE} documents`)
    const found: Found[] = []
    for (const one of this.reading.inOrder(filter, parseSort(sort), after === undefined ? undefined : decodeCursor(after, sort))) {
      found.push(one)
      if (found.length > limit) break
    }
    const page = found.slice(0, limit)
    return { items: page.map(this.open), next: found.length > limit ? encodeCursor(page[limit - 1].place, sort) : null }
  }

  async *each(filter: Filter): AsyncIterable<Stored<T>> {
    for (let after: string | undefined; ; ) {
      const { items, next } = await this.find(filter, { after, limit: LARGEST_PAGE })
      yield* items
      if (!next) return
      after = next
    }
  }

  async count(filter: Filter): Promise<number> {
    return this.reading.count(filter)
  }

  insert(decision: Decision<T>): Promise<Stored<T>> {
    return this.write((write) => {
      const event = write.context?.event
      const keyed = keyOf(write)
      if (keyed) {
        const before = this.documents.indexes.holder(REQUEST_INDEX, keyed.key)
        const made = before === undefined ? undefined : this.documents.load(before)
        if (made && made.record._.request?.body !== keyed.body) throw new DomainError('idempotency-key-reused')
        use(keyed, write)
        if (made) return this.open(made)
      }
      const loaded = this.documents.load(decision.set.id as string)
      if (loaded && event) return this.open(loaded)
      if (loaded) throw new DuplicateError(this.shape.name, ['id'])
      return this.store(decision.set as T, undefined, decision, keyed ? { request: { key: keyed.key, body: keyed.body } } : {}, write)
    })
  }

  change(id: string, decide: (current: Stored<T>) => Decision<T> | undefined, { ifVersion, keyed = false }: ChangeOptions = {}): Promise<Stored<T>> {
    return this.write((write) => {
      const loaded = this.documents.load(id)
      if (!loaded) throw new DomainError('not-found', { id })
      const request = keyed ? keyOf(write) : undefined
      const before = loaded.record._.requests?.find(({ key }) => key === request?.key)
      if (before && before.body !== request?.body) throw new DomainError('idempotency-key-reused')
      if (request) use(request, write)
      if (before) return this.open(loaded)
      if (ifVersion !== undefined && loaded.version !== ifVersion) throw new DomainError('version-mismatch', { version: loaded.version })
      return this.update(request ? remembering(loaded, request) : loaded, decide, write)
    })
  }

  upsert(id: string, decide: (current: Stored<T> | undefined) => Decision<T> | undefined): Promise<Stored<T> | undefined> {
    return this.write<Stored<T> | undefined>((write) => {
      const loaded = this.documents.load(id)
      if (loaded) return this.update(loaded, decide, write)
      const decision = decide(undefined)
      return decision && this.store({ ...decision.set, id } as T, undefined, decision, {}, write)
    })
  }

  remove(id: string): Promise<void> {
    return this.write(() => {
      const loaded = this.documents.load(id)
      if (loaded?.record._.chain) throw new Error(`${this.shape.name} ${id} has published events: it is never removed`)
      if (loaded) this.documents.remove(loaded)
    })
  }

  /** Runs `work` in its place in the queue, in the context of whoever asked. */
  private async write<R>(work: (write: Write) => R): Promise<R> {
    const write: Write = { context: currentContext(), undo: [] }
    try {
      return await this.file.write(() => runInContext(write.context, () => work(write)))
    } catch (error) {
      for (const undo of write.undo) undo()
      throw error
    }
  }

  private update(loaded: Loaded, decide: (current: Stored<T>) => Decision<T> | undefined, write: Write): Stored<T> {
    const event = write.context?.event
    if (event && tookBefore(loaded.record, this.shape.name, event)) return this.open(loaded)
    // Before the decision, which may write into what it is shown.
    const rows = this.documents.indexes.rows(loaded.record)
    const current = this.open(loaded)
    const decision = decide(current)
    if (!decision) return this.open(loaded)
    return this.store({ ...current, ...decision.set, id: loaded.record._id }, { ...loaded, rows }, decision, loaded.record._, write)
  }

  private store(
    next: T,
    before: (Loaded & { rows: IndexRows }) | undefined,
    { events = [] }: Decision<T>,
    known: Bookkeeping,
    write: Write,
  ): Stored<T> {
    const event = write.context?.event
    const from = { source: this.source, subject: next.id, head: known.chain, now: this.clock.now(), vault: this.vault }
    const chained = events.length ? chain(events, from) : []
    const last = chained.at(-1)
    const bookkeeping = {
      ...known,
      ...(event && { taken: { ...known.taken, [takenKey(event)]: event.sequence } }),
      ...(last && { chain: { sequence: last.sequence, hash: last.hash } }),
    }
    const version = (before?.version ?? 0) + 1
    const { record, document } = this.shape.toRecord<T>(next, bookkeeping, version)
    this.documents.put({ record, version }, before?.rows)
    this.log.append(chained)
    if (event) write.undo.push(claim(event, this.shape.name, next.id))
    return document
  }

  private open = ({ record, version }: Loaded): Stored<T> => this.shape.toDocument<T>(record, version)
}

/** A repeat comes soon or never: so many keyed changes are remembered. */
const REMEMBERED = 20

/** The keyed request in hand, until a write has taken it. */
const keyOf = ({ context }: Write): KeyedRequest | undefined => (context?.request && !context.request.used ? context.request : undefined)

function use(request: KeyedRequest, write: Write): void {
  request.used = true
  write.undo.push(() => {
    request.used = false
  })
}

function remembering({ record, version }: Loaded, { key, body }: KeyedRequest): Loaded {
  const requests = [...(record._.requests ?? []), { key, body }].slice(-REMEMBERED)
  return { record: { ...record, _: { ...record._, requests } }, version }
}
