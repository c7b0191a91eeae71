import mongoose from 'mongoose'
import { type Clock, type Decision, DomainError } from '@yiwang/domain'
import type { Collection, FindOptions, Page, Stored } from '../collection'
import { type Context, currentContext, type EventInHand, runInContext } from '../context'
import { decodeCursor, encodeCursor, type Place } from '../cursor'
import { DuplicateError } from '../errors'
import { alternatives, type Condition, type Conjunction, type Filter, meets } from '../filter'
import { compareKeys, type Key, MISSING, toKey } from '../keys'
import { parseSort, type Plan, plan, type Sort } from '../plan'
import type { Bookkeeping, Index, Shape, StoredRecord } from '../shape'
import { chain } from '../stored-event'
import type { Vault } from '../vault'
import type { EventLog } from './event-log'
import type { StationFile } from './file'

const { BSON } = mongoose.mongo
const FIRST_OF_PAGE = 50
const READ_AHEAD = 64

interface Row {
  id: string
  version: number
  document: ArrayBuffer
}
interface Loaded {
  record: StoredRecord
  version: number
}
type Entry = Loaded & { place: Place }

export const indexTable = (collection: string, index: Index) => `${collection}#${index.name}`
const quote = (name: string) => `"${name}"`

/**
 * A collection in the station's file: one table of BSON documents (the types of the other store), and for each index a table of
 * (values…, id), kept in the same write, one row for each element where a field is an array.
 */
export class SqliteCollection<T extends { id: string }> implements Collection<T> {
  private readonly table: string

  constructor(
    private readonly file: StationFile,
    private readonly log: EventLog,
    private readonly shape: Shape,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {
    this.table = quote(shape.name)
    file.define(`CREATE TABLE IF NOT EXISTS ${this.table} (id TEXT PRIMARY KEY, version INTEGER NOT NULL, document BLOB NOT NULL)`)
    for (const index of shape.indexes) this.defineIndex(index)
  }

  async get(id: string): Promise<Stored<T> | undefined> {
    const loaded = this.load(id)
    return loaded && this.open(loaded)
  }

  async findOne(filter: Filter): Promise<Stored<T> | undefined> {
    return (await this.find(filter, { limit: 1 })).items[0]
  }

  async find(filter: Filter, { sort, after, limit = FIRST_OF_PAGE }: FindOptions = {}): Promise<Page<Stored<T>>> {
    const order = parseSort(sort)
    const found: Entry[] = []
    for (const entry of this.ordered(filter, order, after === undefined ? undefined : decodeCursor(after, sort))) {
      found.push(entry)
      if (found.length > limit) break
    }
    const page = found.slice(0, limit)
    return { items: page.map((entry) => this.open(entry)), next: found.length > limit ? encodeCursor(page[limit - 1].place, sort) : null }
  }

  async *each(filter: Filter): AsyncIterable<Stored<T>> {
    for (let after: string | undefined; ; ) {
      const { items, next } = await this.find(filter, { after, limit: 200 })
      yield* items
      if (!next) return
      after = next
    }
  }

  async count(filter: Filter): Promise<number> {
    const counted = new Set<string>()
    for (const conjunction of alternatives(filter)) {
      const conditions = this.asStored(conjunction)
      if (!conditions.length) return this.file.get<{ n: number }>(`SELECT count(*) AS n FROM ${this.table}`)?.n ?? 0
      const { index, fixed, range, rest } = plan(this.shape.name, this.shape.indexes, conditions)
      const { where, values } = bounds(fixed, range)
      for (const { id } of this.file.all<{ id: string }>(`SELECT id FROM ${quote(indexTable(this.shape.name, index))} WHERE ${where.join(' AND ')}`, ...values)) {
        const loaded = rest.length ? this.load(id) : undefined
        if (!loaded || this.holds(loaded.record, rest)) counted.add(id)
      }
    }
    return counted.size
  }

  insert(decision: Decision<T>): Promise<Stored<T>> {
    return this.write(decision.set.id as string, (loaded, context) => {
      const { request, event } = context ?? {}
      if (request && !request.used) {
        request.used = true
        const before = this.byIndex({ name: '_.request.key', fields: ['_.request.key'], unique: true }, [request.key])
        if (before) {
          if (before.record._.request?.body !== request.body) throw new DomainError('idempotency-key-reused')
          return before
        }
        return this.create(loaded, decision, { request: { key: request.key, body: request.body } }, event)
      }
      return this.create(loaded, decision, {}, event)
    }) as Promise<Stored<T>>
  }

  change(id: string, decide: (current: Stored<T>) => Decision<T> | undefined, { ifVersion }: { ifVersion?: number } = {}): Promise<Stored<T>> {
    return this.write(id, (loaded, context) => {
      if (!loaded) throw new DomainError('not-found', { id })
      if (ifVersion !== undefined && loaded.version !== ifVersion) throw new DomainError('version-mismatch', { version: loaded.version })
      return this.update(loaded, decide, context?.event)
    }) as Promise<Stored<T>>
  }

  upsert(id: string, decide: (current: Stored<T> | undefined) => Decision<T> | undefined): Promise<Stored<T> | undefined> {
    return this.write(id, (loaded, context) => {
      if (loaded) return this.update(loaded, decide, context?.event)
      const decision = decide(undefined)
      return decision && this.create(undefined, { ...decision, set: { ...decision.set, id } }, {}, context?.event)
    })
  }

  async remove(id: string): Promise<void> {
    await this.file.write(() => {
      const loaded = this.load(id)
      if (!loaded) return
      if (loaded.record._.chain) throw new Error(`${this.shape.name} ${id} has published events: it is never removed`)
      this.index(loaded.record, undefined)
      this.file.run(`DELETE FROM ${this.table} WHERE id = ?`, id)
    })
  }

  private async write(id: string, work: (loaded: Loaded | undefined, context: Context | undefined) => Loaded | undefined): Promise<Stored<T> | undefined> {
    const context = currentContext()
    const perform = () => work(this.load(id), context)
    const loaded = await this.file.write(() => (context ? runInContext(context, perform) : perform()))
    return loaded && this.open(loaded)
  }

  private create(loaded: Loaded | undefined, decision: Decision<T>, bookkeeping: Bookkeeping, event: EventInHand | undefined): Loaded {
    if (loaded) {
      if (event) return loaded
      throw new DuplicateError(this.shape.name, ['id'])
    }
    return this.store(decision.set as T, undefined, decision, take(bookkeeping, event))
  }

  private update(loaded: Loaded, decide: (current: Stored<T>) => Decision<T> | undefined, event: EventInHand | undefined): Loaded {
    const document = `${this.shape.name}/${loaded.record._id}`
    if (event) {
      if (event.taken.has(document)) throw new Error(`${event.handler} changes ${document} twice for one event: a crash between would lose the second change`)
      if ((loaded.record._.taken?.[takenKey(event)] ?? 0) >= event.sequence) return loaded
    }
    const current = this.open(loaded)
    const decision = decide(current)
    if (!decision) return loaded
    const stored = this.store({ ...current, ...decision.set }, loaded, decision, take(loaded.record._, event))
    event?.taken.add(document)
    return stored
  }

  private store(next: T, before: Loaded | undefined, { events = [] }: Decision<T>, bookkeeping: Bookkeeping): Loaded {
    const [, service, collection] = /^([^.]+)\.(.+)$/.exec(this.shape.name) as RegExpExecArray
    const chained = chain(events, { source: `/${service}/${collection}`, subject: next.id, head: bookkeeping.chain, now: this.clock.now(), vault: this.vault })
    const last = chained.at(-1)
    const record = this.shape.toRecord(next, last ? { ...bookkeeping, chain: { sequence: last.sequence, hash: last.hash } } : bookkeeping)
    const version = (before?.version ?? 0) + 1

    this.file.run(`INSERT OR REPLACE INTO ${this.table} (id, version, document) VALUES (?, ?, ?)`, next.id, version, BSON.serialize(record, { ignoreUndefined: true }))
    this.index(before?.record, record)
    this.log.append(chained)
    return { record, version }
  }

  private load(id: string): Loaded | undefined {
    const row = this.file.get<Row>(`SELECT * FROM ${this.table} WHERE id = ?`, id)
    return row && { record: BSON.deserialize(Buffer.from(row.document)) as StoredRecord, version: row.version }
  }

  private open = ({ record, version }: Loaded): Stored<T> => this.shape.toDocument<T>(record, version)

  private byIndex(index: Index, values: Key[]): Loaded | undefined {
    const row = this.file.get<{ id: string }>(`SELECT id FROM ${quote(indexTable(this.shape.name, index))} WHERE ${values.map((_, at) => `k${at} = ?`).join(' AND ')}`, ...values)
    return row && this.load(row.id)
  }

  private asStored = (conjunction: Conjunction): Conjunction => conjunction.map(([path, condition]) => [path, this.shape.storedCondition(path, condition)])

  /** Documents in order, each once, from all alternatives of the filter. */
  private *ordered(filter: Filter, sort: Sort, after?: Place): IterableIterator<Entry> {
    const sign = sort.descending ? -1 : 1
    const compare = (a: Place, b: Place) => sign * (compareKeys(a.key, b.key) || compareKeys(a.id, b.id))
    const runs = alternatives(filter).map((conjunction) => this.run(this.asStored(conjunction), sort, after))
    const heads: IteratorResult<Entry, undefined>[] = runs.map((run) => run.next())
    let last: Place | undefined
    for (;;) {
      let first = -1
      heads.forEach((head, at) => {
        if (!head.done && (first < 0 || compare(head.value.place, heads[first].value.place) < 0)) first = at
      })
      if (first < 0) return
      const entry = heads[first].value as Entry
      heads[first] = runs[first].next()
      if (last?.id === entry.place.id) continue
      last = entry.place
      yield entry
    }
  }

  private *run(conjunction: Conjunction, sort: Sort, after: Place | undefined): Generator<Entry, undefined> {
    const byId = conjunction.find(([path, condition]) => path === 'id' && typeof condition === 'string')
    if (byId) {
      const loaded = this.load(byId[1] as string)
      if (!loaded || !this.holds(loaded.record, conjunction)) return
      const place = { key: sort.path === 'id' ? loaded.record._id : (this.shape.keysAt(loaded.record, sort.path)[0] ?? MISSING), id: loaded.record._id }
      const later = after && (compareKeys(place.key, after.key) || compareKeys(place.id, after.id)) * (sort.descending ? -1 : 1)
      if (later === undefined || later > 0) yield { ...loaded, place }
      return
    }
    const chosen = conjunction.length || sort.path !== 'id' ? plan(this.shape.name, this.shape.indexes, conjunction, sort) : undefined
    for (let from = after; ; ) {
      const places = this.places(chosen, sort, from)
      for (const place of places) {
        const loaded = this.load(place.id)
        if (loaded && this.holds(loaded.record, chosen?.rest ?? [])) yield { ...loaded, place }
      }
      if (places.length < READ_AHEAD) return
      from = places.at(-1)
    }
  }

  private holds(record: StoredRecord, conditions: Conjunction): boolean {
    return conditions.every(([path, condition]) => meets(this.shape.valueAt(record, path), condition))
  }

  /** The next stretch of an index (or of the ids), in order. */
  private places(chosen: Plan | undefined, sort: Sort, after: Place | undefined): Place[] {
    const direction = sort.descending ? 'DESC' : 'ASC'
    const beyond = sort.descending ? '<' : '>'
    if (!chosen) {
      const where = after ? `WHERE id ${beyond} ?` : ''
      return this.file
        .all<{ id: string }>(`SELECT id FROM ${this.table} ${where} ORDER BY id ${direction} LIMIT ${READ_AHEAD}`, ...(after ? [after.id] : []))
        .map(({ id }) => ({ key: id, id }))
    }
    const { where, values } = bounds(chosen.fixed, chosen.range)
    const ordering = `k${chosen.fixed.length}`
    const key = sort.path === 'id' ? 'id' : ordering
    if (after) {
      where.push(key === 'id' ? `id ${beyond} ?` : `(${key}, id) ${beyond} (?, ?)`)
      values.push(...(key === 'id' ? [after.id] : [after.key, after.id]))
    }
    const order = key === 'id' ? `id ${direction}` : `${key} ${direction}, id ${direction}`
    return this.file.all<{ key: Key; id: string }>(
      `SELECT ${key} AS key, id FROM ${quote(indexTable(this.shape.name, chosen.index))} ${where.length ? `WHERE ${where.join(' AND ')}` : ''} ORDER BY ${order} LIMIT ${READ_AHEAD}`,
      ...values,
    )
  }

  private defineIndex(index: Index): void {
    const table = indexTable(this.shape.name, index)
    if (this.file.get('SELECT 1 FROM sqlite_master WHERE name = ?', table)) return
    const columns = index.fields.map((_, at) => `k${at}`)
    const key = index.unique ? columns : [...columns, 'id']
    this.file.define(`CREATE TABLE ${quote(table)} (${columns.map((column) => `${column} NOT NULL`).join(', ')}, id TEXT NOT NULL, PRIMARY KEY (${key.join(', ')})) WITHOUT ROWID`)
    if (index.unique) this.file.define(`CREATE INDEX ${quote(`${table} by id`)} ON ${quote(table)} (id)`)
    // An index that a newer version adds is filled from what is there.
    const rows = this.file.all<Row>(`SELECT * FROM ${this.table}`)
    for (const row of rows) this.indexOne(index, undefined, BSON.deserialize(Buffer.from(row.document)) as StoredRecord)
  }

  private index(before: StoredRecord | undefined, after: StoredRecord | undefined): void {
    for (const index of this.shape.indexes) this.indexOne(index, before, after)
  }

  private indexOne(index: Index, before: StoredRecord | undefined, after: StoredRecord | undefined): void {
    const was = before ? this.entries(index, before) : []
    const is = after ? this.entries(index, after) : []
    const same = (a: Key[], b: Key[]) => a.every((key, at) => key === b[at])
    const table = quote(indexTable(this.shape.name, index))
    const id = (after ?? before)?._id
    for (const entry of was.filter((old) => !is.some((next) => same(old, next)))) {
      this.file.run(`DELETE FROM ${table} WHERE ${entry.map((_, at) => `k${at} = ?`).join(' AND ')} AND id = ?`, ...entry, id)
    }
    for (const entry of is.filter((next) => !was.some((old) => same(old, next)))) {
      try {
        this.file.run(`INSERT INTO ${table} VALUES (${entry.map(() => '?').join(', ')}, ?)`, ...entry, id)
      } catch (error) {
        if ((error as { code?: string }).code?.startsWith('SQLITE_CONSTRAINT')) throw new DuplicateError(this.shape.name, index.fields)
        throw error
      }
    }
  }

  /** An index's rows for one document: one for each element of the one array that an index may lead through. A unique index skips what is missing. */
  private entries(index: Index, record: StoredRecord): Key[][] {
    const keys = index.fields.map((path) => this.shape.keysAt(record, path))
    if (index.unique && keys.some((values) => values.some((key) => key === undefined))) return []
    return keys.reduce<Key[][]>((all, values) => all.flatMap((row) => [...new Set(values)].map((key) => [...row, key ?? MISSING])), [[]])
  }
}

const takenKey = (event: EventInHand) => `${event.handler}|${event.aggregate}`

const take = (bookkeeping: Bookkeeping, event: EventInHand | undefined): Bookkeeping =>
  event ? { ...bookkeeping, taken: { ...bookkeeping.taken, [takenKey(event)]: event.sequence } } : bookkeeping

/** The part of an index table that a plan reads, as SQL. */
function bounds(fixed: Plan['fixed'], range: Plan['range']): { where: string[]; values: unknown[] } {
  const where = fixed.map((_, at) => `k${at} = ?`)
  const values: unknown[] = fixed.map(([, condition]) => toKey(condition))
  if (range) {
    const column = `k${fixed.length}`
    for (const [operator, sql] of Object.entries({ gt: '>', gte: '>=', lt: '<', lte: '<=' })) {
      const bound = (range[1] as Record<string, Condition>)[operator]
      if (bound === undefined) continue
      where.push(`${column} ${sql} ?`)
      values.push(toKey(bound))
    }
    // A range never includes what is missing.
    where.push(`${column} <> -9e999`)
  }
  return { where, values }
}
