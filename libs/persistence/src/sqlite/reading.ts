import type { Place } from '../cursor'
import { alternatives, type Conjunction, type Filter, meets } from '../filter'
import { compareKeys, MISSING } from '../keys'
import { plan, type Sort } from '../plan'
import type { Shape, StoredRecord } from '../shape'
import { nextTurn, SLICE } from '../turns'
import type { Documents, Loaded } from './documents'

const READ_AHEAD = 64

export type Found = Loaded & { place: Place }

/** Stands between what was found where much was looked at: others may go on first. */
export const PAUSE = Symbol('pause')
type Paused<T> = Generator<T | typeof PAUSE, undefined>

/** Answers filters from the index tables: each alternative of a filter runs along one index, and the runs are merged in order. */
export class Reading {
  constructor(
    private readonly shape: Shape,
    private readonly documents: Documents,
  ) {}

  /** Documents in order, each once. */
  *inOrder(filter: Filter, sort: Sort, after: Place | undefined): Paused<Found> {
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

  /** Of what changes meanwhile, some may be counted as it was and some as it is. */
  async count(filter: Filter): Promise<number> {
    const counted = new Set<string>()
    for (const conjunction of alternatives(filter).map(this.shape.storedConditions)) {
      if (!conjunction.length) return this.documents.count()
      const byId = this.byId(conjunction)
      if (byId) {
        if (byId.found) counted.add(byId.found.record._id)
        continue
      }
      const chosen = plan(this.shape.name, this.shape.indexes, conjunction)
      for (const ids of this.documents.indexes.stretches(chosen, SLICE)) {
        for (const id of ids) if (!counted.has(id) && this.meetsRest(chosen.rest, id)) counted.add(id)
        if (ids.length === SLICE) await nextTurn()
      }
    }
    return counted.size
  }

  private meetsRest(rest: Conjunction, id: string): boolean {
    if (!rest.length) return true
    const loaded = this.documents.load(id)
    return loaded !== undefined && this.holds(loaded.record, rest)
  }

  private *run(conjunction: Conjunction, sort: Sort, after: Place | undefined): Paused<Found> {
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
        ? this.documents.indexes.places(chosen, sort, from, READ_AHEAD)
        : this.documents.ids(from?.id, sort.descending, READ_AHEAD).map((id) => ({ key: id, id }))
      for (const place of places) {
        const loaded = this.documents.load(place.id)
        if (loaded && this.holds(loaded.record, chosen?.rest ?? [])) yield { ...loaded, place }
      }
      if (places.length < READ_AHEAD) return undefined
      from = places[places.length - 1]
      looked += places.length
      if (looked % SLICE === 0) yield PAUSE
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

/** The next of a run, with its pauses. */
function* foundIn(run: Paused<Found>): Generator<typeof PAUSE, Found | undefined> {
  for (;;) {
    const { value } = run.next()
    if (value !== PAUSE) return value
    yield PAUSE
  }
}
