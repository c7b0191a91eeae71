import type { Group } from '../collection'
import type { Place } from '../cursor'
import { alternatives, type Conjunction, type Filter, meets } from '../filter'
import { groupings, groupsOf } from '../grouping'
import { compareKeys, MISSING } from '../keys'
import { type Plan, plan, type Sort } from '../plan'
import type { Shape, StoredRecord } from '../shape'
import { nextTurn, SLICE } from '../turns'
import type { Documents, Loaded } from './documents'

const READ_AHEAD = 64
/** Counted in one statement: SQLite puts 500 together at most. */
const MOST_PLANS = 400

export type Found = Loaded & { place: Place }

/** Between what was found: what has to be waited for first, rows that are read off the thread or, where much was looked at, a turn of others. */
type Waiting<T> = Generator<T | Promise<unknown>, undefined>

/** Answers filters from the index tables: each alternative of a filter runs along one index, and the runs are merged in order. */
export class Reading {
  constructor(
    private readonly shape: Shape,
    private readonly documents: Documents,
  ) {}

  /** Documents in order, each once. */
  *inOrder(filter: Filter, sort: Sort, after: Place | undefined): Waiting<Found> {
    if (this.shape.leadsThroughArray(sort.path)) throw new Error(`${this.shape.name} cannot be sorted by ${sort.path}: it is an array`)
    const runs = alternatives(filter).map((conjunction) => this.run(this.shape.storedConditions(conjunction), sort, after))
    const sign = sort.descending ? -1 : 1
    const before = (a: Found, b: Found) => sign * (compareKeys(a.place.key, b.place.key) || compareKeys(a.place.id, b.place.id)) < 0
    const heads: (Found | undefined)[] = []
    for (const run of runs) heads.push(yield* foundIn(run))
    for (let last: string | undefined; ; ) {
      let first = -1
      heads.forEach((head, at) => {
        if (head && (first < 0 || before(head, heads[first] as Found))) first = at
      })
      const found = heads[first]
      if (!found) return undefined
      heads[first] = yield* foundIn(runs[first])
      // Two alternatives meet in the same document at the same place.
      if (found.place.id !== last) yield found
      last = found.place.id
    }
  }

  async count(filter: Filter): Promise<number> {
    const conjunctions = alternatives(filter).map(this.shape.storedConditions)
    if (conjunctions.some((conjunction) => !conjunction.length)) return this.documents.count()
    const asked = conjunctions.map((conjunction) => this.byId(conjunction) ?? plan(this.shape.name, this.shape.indexes, conjunction))
    const plans = asked.flatMap((one) => ('index' in one && !one.rest.length ? one : []))
    if (plans.length === asked.length && plans.length <= MOST_PLANS) return this.documents.indexes.count(plans)
    const counted = new Set<string>()
    for (const one of asked) for await (const id of this.idsOf(one)) counted.add(id)
    return counted.size
  }

  async group(filter: Filter, by: string[], sums: string[]): Promise<Group[]> {
    const rows = await Promise.all(groupings(this.shape, filter, by, sums).map((one) => this.documents.indexes.groups(one)))
    return groupsOf(this.shape, by, sums, rows.flat())
  }

  /** Of what changes meanwhile, some as it was and some as it is. */
  private async *idsOf(asked: Plan | { found?: Loaded }): AsyncIterable<string> {
    if (!('index' in asked)) {
      if (asked.found) yield asked.found.record._id
      return
    }
    for (const [at, id] of (await this.documents.indexes.ids(asked)).entries()) {
      const loaded = asked.rest.length ? this.documents.load(id) : undefined
      if (!asked.rest.length || (loaded && this.holds(loaded.record, asked.rest))) yield id
      if (at % SLICE === SLICE - 1) await nextTurn()
    }
  }

  private *run(conjunction: Conjunction, sort: Sort, after: Place | undefined): Waiting<Found> {
    const byId = this.byId(conjunction)
    if (byId) {
      if (!byId.found) return undefined
      const { _id: id } = byId.found.record
      const place = { key: sort.path === 'id' ? id : (this.shape.keysAt(byId.found.record, sort.path)[0] ?? MISSING), id }
      const beyond = after ? compareKeys(place.key, after.key) || compareKeys(place.id, after.id) : undefined
      if (beyond === undefined || (sort.descending ? beyond < 0 : beyond > 0)) yield { ...byId.found, place }
      return undefined
    }
    const chosen = conjunction.length || sort.path !== 'id' ? plan(this.shape.name, this.shape.indexes, conjunction, sort) : undefined
    for (let from = after, looked = 0; ; ) {
      const places = chosen
        ? yield* waitedFor(this.documents.indexes.places(chosen, sort, from, READ_AHEAD))
        : this.documents.ids(from?.id, sort.descending, READ_AHEAD).map((id) => ({ key: id, id }))
      for (const place of places) {
        // All of it, also what the index says: its rows prove nothing.
        const loaded = this.documents.load(place.id)
        if (loaded && this.holds(loaded.record, conjunction)) yield { ...loaded, place }
      }
      if (places.length < READ_AHEAD) return undefined
      from = places[places.length - 1]
      looked += places.length
      if (looked % SLICE === 0) yield nextTurn()
    }
  }

  /** A filter that names the id needs no index. */
  private byId(conjunction: Conjunction): { found?: Loaded } | undefined {
    const id = conjunction.find(([path, condition]) => path === 'id' && typeof condition === 'string')?.[1]
    if (id === undefined) return undefined
    const loaded = this.documents.load(id as string)
    return { found: loaded && this.holds(loaded.record, conjunction) ? loaded : undefined }
  }

  private holds = (record: StoredRecord, conditions: Conjunction): boolean =>
    conditions.every(([path, condition]) => meets(this.shape.valueAt(record, path), condition))
}

/** The next of a run, with what it waits for. */
function* foundIn(run: Waiting<Found>): Generator<Promise<unknown>, Found | undefined> {
  for (;;) {
    const { value } = run.next()
    if (!(value instanceof Promise)) return value
    yield value
  }
}

function* waitedFor<R extends object>(result: R | Promise<R>): Generator<Promise<unknown>, R> {
  if (!(result instanceof Promise)) return result
  let read: R | undefined
  yield result.then((value) => {
    read = value
  })
  return read as R
}
