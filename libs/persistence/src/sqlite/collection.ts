import { type Clock, type Decision, DomainError } from '@yiwang/domain'
import {
  type ChangeOptions,
  type Collection,
  checkLimit,
  type FindOptions,
  type Group,
  LARGEST_PAGE,
  PAGE,
  type Page,
  type Stored,
} from '../collection'
import type { EventInHand, KeyedRequest } from '../context'
import { decodeCursor, encodeCursor } from '../cursor'
import { DuplicateError, duplicateOnly } from '../errors'
import type { EventKeys } from '../event-keys/event-keys'
import type { Filter } from '../filter'
import { copied } from '../paths'
import { parseSort } from '../plan'
import type { Clear, Redrawable } from '../redrawing'
import { type Bookkeeping, type Opened, REQUEST_INDEX, type Shape } from '../shape'
import { earlierOf, giveAway, tookBefore } from '../taking'
import { nextTurn } from '../turns'
import type { Vault } from '../vault'
import { changedFor, changing, hashesOf, madeBy, nextMade, remembering, type Write, Writing } from '../writing'
import type { Documents, Loaded } from './documents'
import type { EventLog } from './event-log'
import type { StationFile } from './file'
import type { IndexRows } from './index-tables'
import { type Found, Reading } from './reading'

/** What a change builds on. */
interface Before<T> extends Opened<T> {
  version: number
  rows: IndexRows
}

/** A collection in the station's file. Its one writing connection runs one decision after the other, so no race is ever lost. */
export class SqliteCollection<T extends { id: string }> implements Collection<T>, Redrawable {
  private readonly reading: Reading
  private readonly writing: Writing<T>

  constructor(
    private readonly file: StationFile,
    private readonly log: EventLog,
    private readonly shape: Shape,
    private readonly documents: Documents,
    private readonly takings: Documents,
    vault: Vault,
    eventKeys: EventKeys,
    clock: Clock,
  ) {
    this.writing = new Writing(shape, vault, eventKeys, clock)
    this.reading = new Reading(shape, this.documents)
  }

  /** Until its indexes are full, which may take long where a newer version added some; absent where they are. */
  get opening(): Promise<void> | undefined {
    const { documents, takings } = this
    return documents.opening && takings.opening
      ? Promise.all([documents.opening, takings.opening]).then(() => undefined)
      : (documents.opening ?? takings.opening)
  }

  async get(id: string): Promise<Stored<T> | undefined> {
    if (this.opening) await this.opening
    const loaded = this.documents.load(id)
    return loaded && this.open(loaded)
  }

  async findOne(filter: Filter): Promise<Stored<T> | undefined> {
    return (await this.find(filter, { limit: 1 })).items[0]
  }

  async find(filter: Filter, { sort, after, limit = PAGE }: FindOptions = {}): Promise<Page<Stored<T>>> {
    checkLimit(limit)
    if (this.opening) await this.opening
    const found: Found[] = []
    for (const one of this.reading.inOrder(filter, parseSort(sort), after === undefined ? undefined : decodeCursor(after, sort))) {
      if (one instanceof Promise) {
        await one
        continue
      }
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
      await nextTurn()
    }
  }

  async count(filter: Filter): Promise<number> {
    if (this.opening) await this.opening
    return this.reading.count(filter)
  }

  async group(filter: Filter, by: string[], sums: string[] = []): Promise<Group[]> {
    if (this.opening) await this.opening
    return this.reading.group(filter, by, sums)
  }

  insert(decision: Decision<T>): Promise<Stored<T>> {
    return this.write(this.inserting(decision))
  }

  insertEach(decisions: Decision<T>[]): Promise<(Stored<T> | DuplicateError)[]> {
    return Promise.all(decisions.map((decision) => this.write(this.inserting(decision), 'writeLater').catch(duplicateOnly)))
  }

  change(id: string, decide: (current: Stored<T>) => Decision<T> | undefined, { ifVersion, keyed = false }: ChangeOptions = {}): Promise<Stored<T>> {
    return this.write((write) => {
      const loaded = this.documents.load(id)
      if (!loaded) throw new DomainError('not-found', { id })
      const request = keyed ? changing(write, this.shape.name, id) : undefined
      if (changedFor(loaded.record._, request)) return this.open(loaded)
      if (ifVersion !== undefined && loaded.version !== ifVersion) throw new DomainError('version-mismatch', { version: loaded.version })
      return this.update(loaded, decide, request, write)
    })
  }

  upsert(
    id: string,
    decide: (current: Stored<T> | undefined) => Decision<T> | undefined,
    { keyed = false }: Pick<ChangeOptions, 'keyed'> = {},
  ): Promise<Stored<T> | undefined> {
    return this.write<Stored<T> | undefined>((write) => {
      const loaded = this.documents.load(id)
      const request = keyed ? changing(write, this.shape.name, id) : undefined
      if (loaded && changedFor(loaded.record._, request)) return this.open(loaded)
      if (loaded) return this.update(loaded, decide, request, write)
      const decision = decide(undefined)
      return decision && this.store({ ...decision.set, id } as T, undefined, decision, remembering({}, request), write)
    })
  }

  remove(id: string): Promise<void> {
    return this.write(() => {
      const loaded = this.documents.load(id)
      if (loaded?.record._.chain) throw new Error(`${this.shape.name} ${id} has published events: it is never removed`)
      if (loaded) this.documents.remove(loaded)
    })
  }

  async destroyKey(id: string): Promise<void> {
    const loaded = this.documents.load(id)
    if (loaded) await this.writing.destroyKey(id, loaded.record._)
  }

  async inClear(after: string, limit: number): Promise<Clear[]> {
    if (this.opening) await this.opening
    return this.documents.page(after, limit).map(({ record: { _id, ...fields } }) => ({ ...fields, id: _id }))
  }

  redraw(id: string, anew: (current: Clear) => object | undefined): Promise<boolean> {
    return this.write(() => {
      const loaded = this.documents.load(id)
      const record = loaded && this.shape.redrawn(loaded.record, loaded.version, anew)
      if (record) this.documents.put({ record, version: loaded.version }, this.documents.indexes.rows(loaded.record))
      return record !== undefined
    }, 'writeLater')
  }

  private inserting(decision: Decision<T>): (write: Write) => Stored<T> {
    return (write) => {
      const event = write.context?.event
      const keyed = nextMade(write, this.shape.name)
      const made = keyed && this.madeFor(keyed)
      if (made) return this.open(made)
      const loaded = this.documents.load(decision.set.id as string)
      if (loaded && event) return this.open(loaded)
      if (loaded) throw new DuplicateError(this.shape.name, ['id'])
      return this.store(decision.set as T, undefined, decision, madeBy(keyed), write)
    }
  }

  /** Runs `work` in its place in the queue. */
  private write<R>(work: (write: Write) => R, queue: 'write' | 'writeLater' = 'write'): Promise<R> {
    const write = () => this.writing.inContext(work, (run) => this.file[queue](run)) as Promise<R>
    return this.opening ? this.opening.then(write) : write()
  }

  private update(
    loaded: Loaded,
    decide: (current: Stored<T>) => Decision<T> | undefined,
    request: KeyedRequest | undefined,
    write: Write,
  ): Stored<T> {
    const event = write.context?.event
    if (event && tookBefore(loaded.record, this.shape.name, event, this.earlier(loaded, event))) return this.open(loaded)
    const before = this.shape.open<T>(loaded.record, loaded.version)
    // A copy: a decision may write into what it is shown.
    const current = copied(before.document)
    const decision = decide(current)
    if (!decision) return before.document
    const rows = this.documents.indexes.rows(loaded.record)
    const { known, rows: earlier } = giveAway(loaded.record._, `${this.shape.name}/${loaded.record._id}`)
    for (const { id, ...taking } of earlier) this.takings.put({ record: { _id: id, _: {}, ...taking }, version: 1 }, undefined)
    const next = { ...current, ...decision.set, id: loaded.record._id }
    return this.store(next, { ...before, version: loaded.version, rows }, decision, remembering(known, request), write)
  }

  private earlier({ record }: Loaded, event: EventInHand): number | undefined {
    const id = earlierOf(record, event)
    return id === undefined ? undefined : (this.takings.load(id)?.record.sequence as number | undefined)
  }

  private store(next: T, before: Before<T> | undefined, decision: Decision<T>, known: Bookkeeping, write: Write): Stored<T> {
    const version = (before?.version ?? 0) + 1
    // At once: its keys lie in a file beside.
    this.writing.ready(decision, known)
    const { record, document, chained } = this.writing.next(next, decision, { known, version, before }, write)
    this.documents.put({ record, version }, before?.rows)
    this.log.append(chained)
    this.writing.claimed(next.id, write)
    return document
  }

  private madeFor(request: KeyedRequest): Loaded | undefined {
    for (const { key, body } of hashesOf(request)) {
      const id = this.documents.indexes.holder(REQUEST_INDEX, key)
      const made = id === undefined ? undefined : this.documents.load(id)
      if (made && made.record._.request?.body !== body) throw new DomainError('idempotency-key-reused')
      if (made) return made
    }
    return undefined
  }

  private open = ({ record, version }: Loaded): Stored<T> => this.shape.toDocument<T>(record, version)
}
