import { type Clock, type Decision, DomainError, newId } from '@yiwang/domain'
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
import { type DuplicateError, duplicateOnly, StoreUnavailable } from '../errors'
import type { EventKeys } from '../event-keys/event-keys'
import type { Filter } from '../filter'
import { groupings, groupsOf } from '../grouping'
import { isWhole, type Key, MISSING, toKey } from '../keys'
import { copied } from '../paths'
import { parseSort } from '../plan'
import type { Clear, Redrawable } from '../redrawing'
import type { Bookkeeping, Shape } from '../shape'
import { type EarlierTaking, earlierOf, giveAway, tookBefore } from '../taking'
import { nextTurn } from '../turns'
import type { Vault } from '../vault'
import { changedFor, changing, hashesOf, madeBy, nextMade, remembering, type Write, Writing } from '../writing'
import { insertEach, loadEach } from './each'
import { duplicateOf, isDuplicate, isGone, isUnreachable, unavailable } from './faults'
import { InTurn } from './in-turn'
import type { MongoOutbox } from './mongo-outbox'
import { all, behind, pipelineOf, queryOf } from './query'
import { asRead, changesWith, type MongoRecord, ownBookkeeping, type Records, redrawingOf, updateOf } from './records'
import { Together } from './together'

/** A race is lost to another instance only, and each loser means a winner; a store that stays away is told after these tries. */
const RACES = 50
const BREAKS = 3

/** Documents of an import that are sealed and stored together: some milliseconds of the thread. */
const EACH_AT_ONCE = 32

type Decide<T> = (current: Stored<T>) => Decision<T> | undefined

/** A collection in MongoDB: state and events are one write of one document, guarded by its version, so that several instances need no lock. */
export class MongoCollection<T extends { id: string }> implements Collection<T>, Redrawable {
  private readonly writing: Writing<T>
  private readonly turns = new InTurn()
  private readonly loads: Together<string, MongoRecord | null>
  private readonly inserts: Together<MongoRecord, void>

  constructor(
    private readonly records: Records,
    private readonly takings: Records,
    private readonly outbox: MongoOutbox,
    private readonly shape: Shape,
    vault: Vault,
    eventKeys: EventKeys,
    clock: Clock,
  ) {
    this.writing = new Writing(shape, vault, eventKeys, clock)
    this.loads = new Together((ids) => loadEach(records, ids))
    this.inserts = new Together((added) => insertEach(records, added))
  }

  async get(id: string): Promise<Stored<T> | undefined> {
    const record = await this.ask(() => this.load(id))
    return record && this.open(record)
  }

  async findOne(filter: Filter): Promise<Stored<T> | undefined> {
    return (await this.find(filter, { limit: 1 })).items[0]
  }

  async find(filter: Filter, { sort: by, after, limit = PAGE }: FindOptions = {}): Promise<Page<Stored<T>>> {
    checkLimit(limit)
    const sort = parseSort(by)
    const query = queryOf(this.shape, filter, sort)
    const place = after === undefined ? undefined : decodeCursor(after, by)
    if (!query) return { items: [], next: null }
    const direction = sort.descending ? -1 : 1
    const order = sort.path === 'id' ? { _id: direction } : { [this.shape.storedPath(sort.path).join('.')]: direction, _id: direction }
    const asked = place ? all([query, behind(this.shape, sort, place)]) : query
    const found = await this.ask(() =>
      this.records
        .find(asked as never, { projection: { '_.outbox': 0 } })
        .sort(order as never)
        .limit(limit + 1)
        .toArray(),
    )
    const page = found.slice(0, limit)
    const last = page.at(-1)
    const next = last && found.length > limit ? { key: this.shape.keysAt(last, sort.path)[0] ?? MISSING, id: last._id } : undefined
    return { items: page.map(this.open), next: next ? encodeCursor(next, by) : null }
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
    const query = queryOf(this.shape, filter)
    return query ? this.ask(() => this.records.countDocuments(query as never)) : 0
  }

  async group(filter: Filter, by: string[], sums: string[] = []): Promise<Group[]> {
    const found = groupings(this.shape, filter, by, sums).map((one) =>
      this.ask(() =>
        this.records.aggregate<{ _id: Record<string, unknown>; count: number } & Record<string, number>>(pipelineOf(this.shape, one)).toArray(),
      ),
    )
    const rows = (await Promise.all(found)).flat().map(({ _id, count, ...summed }) => ({
      keys: by.map((_, at): Key => toKey(_id[`k${at}`]) ?? MISSING),
      count,
      sums: sums.map((_, at) => summed[`s${at}`]),
    }))
    return groupsOf(this.shape, by, sums, rows)
  }

  insert(decision: Decision<T>): Promise<Stored<T>> {
    return this.writing.inContext(async (write) => {
      const keyed = nextMade(write, this.shape.name)
      // No index keeps apart what was hashed under two keys.
      const before = keyed?.former?.length ? await this.madeFor(keyed) : undefined
      if (before) return this.open(before)
      return this.create(decision.set as T, decision, madeBy(keyed), write).catch(async (error) => {
        if (!isDuplicate(error)) throw error
        const taken = () => this.ask(() => this.load(decision.set.id as string))
        const there = (keyed && (await this.madeFor(keyed))) ?? (write.context?.event && (await taken()))
        if (!there) throw duplicateOf(this.shape, error)
        return this.open(there)
      })
    })
  }

  async insertEach(decisions: Decision<T>[]): Promise<(Stored<T> | DuplicateError)[]> {
    const all: (Stored<T> | DuplicateError)[] = []
    for (let at = 0; at < decisions.length; at += EACH_AT_ONCE) {
      const some = decisions.slice(at, at + EACH_AT_ONCE)
      const put = (write: Write) =>
        Promise.all(
          some.map(async (decision) => {
            try {
              return await this.create(decision.set as T, decision, {}, write)
            } catch (error) {
              return duplicateOnly(isDuplicate(error) ? duplicateOf(this.shape, error) : error)
            }
          }),
        )
      all.push(...(await this.writing.inContext(put)))
      await nextTurn()
    }
    return all
  }

  change(id: string, decide: Decide<T>, { ifVersion, keyed = false }: ChangeOptions = {}): Promise<Stored<T>> {
    return this.inTurn(id, async (write) => {
      const mine = keyed ? changing(write, this.shape.name, id) : undefined
      return this.again(async (change) => {
        const record = await this.load(id)
        if (!record) throw new DomainError('not-found', { id })
        if (record._.changes.includes(change)) return this.readBack(record, write)
        if (changedFor(record._, mine)) return this.open(record)
        if (ifVersion !== undefined && record._.version !== ifVersion) throw new DomainError('version-mismatch', { version: record._.version })
        return this.update(record, decide, mine, change, write)
      })
    })
  }

  upsert(
    id: string,
    decide: (current: Stored<T> | undefined) => Decision<T> | undefined,
    { keyed = false }: Pick<ChangeOptions, 'keyed'> = {},
  ): Promise<Stored<T> | undefined> {
    return this.inTurn(id, async (write) => {
      const mine = keyed ? changing(write, this.shape.name, id) : undefined
      const result = await this.again<{ stored?: Stored<T> }>(async (change) => {
        const record = await this.load(id)
        if (record?._.changes.includes(change)) return { stored: this.readBack(record, write) }
        if (record && changedFor(record._, mine)) return { stored: this.open(record) }
        if (record) {
          const stored = await this.update(record, decide, mine, change, write)
          return stored && { stored }
        }
        const decision = decide(undefined)
        if (!decision) return {}
        return this.create({ ...decision.set, id } as T, decision, remembering({}, mine), write).then(
          (stored) => ({ stored }),
          (error) => {
            // Someone else made it: their document is decided on.
            if (isDuplicate(error) && duplicateOf(this.shape, error).fields.join() === 'id') return undefined
            throw isDuplicate(error) ? duplicateOf(this.shape, error) : error
          },
        )
      })
      return result.stored
    })
  }

  async remove(id: string): Promise<void> {
    const record = await this.ask(() => this.load(id))
    if (record?._.chain) throw new Error(`${this.shape.name} ${id} has published events: it is never removed`)
    if (record) await this.ask(() => this.records.deleteOne({ _id: id, '_.chain': { $exists: false } } as never))
  }

  async destroyKey(id: string): Promise<void> {
    const record = await this.ask(() => this.load(id))
    if (record) await this.writing.destroyKey(id, record._)
  }

  async inClear(after: string, limit: number): Promise<Clear[]> {
    const found = this.records.find({ _id: { $gt: after } } as never, { projection: { '~': 0, _: 0 } }).sort({ _id: 1 })
    return (await this.ask(() => found.limit(limit).toArray())).map(({ _id, ...fields }) => ({ ...fields, id: _id }))
  }

  async redraw(id: string, anew: (current: Clear) => object | undefined): Promise<boolean> {
    return this.inTurn(id, () =>
      this.again(async () => {
        const record = await this.load(id)
        const redrawn = record && this.shape.redrawn(record, record._.version, anew)
        if (!redrawn) return false
        const { matchedCount } = await this.records.updateOne(asRead(record) as never, redrawingOf(record, redrawn) as never)
        return matchedCount ? true : undefined
      }),
    )
  }

  private inTurn<R>(id: string, work: (write: Write) => Promise<R>): Promise<R> {
    return this.writing.inContext(work, (run) => this.turns.run(id, run)) as Promise<R>
  }

  /** Until it is stored. `attempt` answers undefined for a lost race; after a broken connection it first looks for the change by its id. */
  private async again<R>(attempt: (change: string) => Promise<R | undefined>): Promise<R> {
    const change = newId()
    for (let races = 0, breaks = 0; races < RACES; ) {
      try {
        const result = await attempt(change)
        if (result !== undefined) return result
        races++
        await pause(Math.random() * 5 * Math.min(races, 10))
      } catch (error) {
        if (!isUnreachable(error) || isGone(error) || ++breaks >= BREAKS) throw unavailable(error)
        await pause(100 * breaks)
      }
    }
    throw new StoreUnavailable(`${this.shape.name}: too many change the same at once`)
  }

  private async update(
    record: MongoRecord,
    decide: Decide<T>,
    request: KeyedRequest | undefined,
    change: string,
    write: Write,
  ): Promise<Stored<T> | undefined> {
    const event = write.context?.event
    if (event && tookBefore(record, this.shape.name, event, await this.earlier(record, event))) return this.open(record)
    const { version } = record._
    const before = this.shape.open<T>(record, version)
    // A copy: a decision may write into what it is shown.
    const current = copied(before.document)
    const decision = decide(current)
    if (!decision) return before.document

    const { known: kept, rows } = giveAway(ownBookkeeping(record._), `${this.shape.name}/${record._id}`)
    if (rows.length) await this.keep(rows)
    const known = remembering(kept, request)
    await this.isReady(decision, known)
    const next = this.writing.next({ ...current, ...decision.set, id: record._id }, decision, { known, version: version + 1, before }, write)
    const lease = this.outbox.isFree(record._.lease) ? this.outbox.lease() : undefined
    const update = updateOf(record, next.record, next.chained, change, new Date(), lease)
    const { matchedCount } = await this.records.updateOne(asRead(record) as never, update as never)
    if (!matchedCount) return undefined
    this.writing.claimed(record._id, write)
    if (next.chained.length) this.announce(record._id, [...(record._.outbox ?? []), ...next.chained], lease !== undefined)
    return next.document
  }

  /** Until its events can be sealed: another write may take the key that was made ready. */
  private async isReady(decision: Decision<T>, known: Bookkeeping): Promise<void> {
    for (let ready = this.writing.ready(decision, known); ready; ready = this.writing.ready(decision, known)) await ready
  }

  private async earlier(record: MongoRecord, event: EventInHand): Promise<number | undefined> {
    const _id = earlierOf(record, event)
    return _id === undefined ? undefined : ((await this.takings.findOne({ _id } as never))?.sequence as number | undefined)
  }

  /** Never back: who lost the race for the document may write after whoever won it. */
  private async keep(rows: EarlierTaking[]): Promise<void> {
    const bookkeeping = { version: 1, changes: [] }
    const updates = rows.map(({ id, sequence, ...of }) => ({
      updateOne: { filter: { _id: id }, update: { $max: { sequence }, $setOnInsert: { ...of, _: bookkeeping } }, upsert: true },
    }))
    await this.takings.bulkWrite(updates as never, { ordered: false })
  }

  /** Throws the driver's own duplicate: what it means differs. */
  private async create(document: T, decision: Decision<T>, known: Bookkeeping, write: Write): Promise<Stored<T>> {
    await this.isReady(decision, known)
    const next = this.writing.next(document, decision, { known, version: 1 }, write)
    const change = newId()
    const own = { ...next.record._, version: 1, changes: changesWith(undefined, change) }
    const outbox = next.chained.length ? { outbox: next.chained, outboxAt: new Date(), lease: this.outbox.lease() } : {}
    const record: MongoRecord = { ...next.record, _: { ...own, ...outbox } }
    return this.again(async () => {
      try {
        await this.inserts.ask(record)
      } catch (error) {
        if (!isDuplicate(error) || !(await this.load(record._id))?._.changes.includes(change)) throw error
      }
      this.writing.claimed(record._id, write)
      if (next.chained.length) this.announce(record._id, next.chained, true)
      return next.document
    })
  }

  private readBack(record: MongoRecord, write: Write): Stored<T> {
    this.writing.claimed(record._id, write)
    if (record._.outbox?.length) this.announce(record._id, record._.outbox, false)
    return this.open(record)
  }

  /** Tells the relay. Where another holds the lease it publishes these as well, unless it gave the lease back just before this write. */
  private announce(id: string, events: MongoRecord['_']['outbox'] & object, leased: boolean): void {
    const { name: collection } = this.shape
    // What fails here is found by the sweep.
    this.outbox.written(leased ? { collection, id, events } : this.outbox.take(collection, id).catch(() => undefined))
  }

  private async madeFor(request: KeyedRequest): Promise<MongoRecord | undefined> {
    for (const { key, body } of hashesOf(request)) {
      const made = (await this.ask(() => this.records.findOne({ '_.request.key': key } as never))) as MongoRecord | null
      if (made && made._.request?.body !== body) throw new DomainError('idempotency-key-reused')
      if (made) return made
    }
    return undefined
  }

  private async load(id: string): Promise<MongoRecord | undefined> {
    if (!isWhole(id)) return undefined
    return (await this.loads.ask(id)) ?? undefined
  }

  private async ask<R>(question: () => Promise<R>): Promise<R> {
    try {
      return await question()
    } catch (error) {
      throw unavailable(error)
    }
  }

  private open = (record: MongoRecord): Stored<T> => this.shape.toDocument<T>(record, record._.version)
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
