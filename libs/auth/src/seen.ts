import { type Decision, requireSeen } from '@yiwang/domain'
import { type Collection, currentContext, type Filter, type Page, type Stored } from '@yiwang/persistence'
import type { Schema } from 'mongoose'
import type { Scope } from './scope'

/** Nobody sees all of these: each document names who does in one of these fields. Empty: everybody sees all of them. */
const fieldsOf = new WeakMap<Schema, readonly string[]>()

/** Says who sees the documents of a schema: whoever's scope stands in this field, or in one of these. */
export function seenBy(schema: Schema, ...fields: [string, ...string[]]): void {
  for (const field of fields) if (!schema.path(field)) throw new Error(`${schema.get('collection')} has no field ${field}`)
  fieldsOf.set(schema, fields)
}

/** Says that there is nothing in them that not everybody may see: public notices, the city's units. */
export const seenByAll = (schema: Schema): void => void fieldsOf.set(schema, [])

/** A schema's collection as a service's parts have it. Throws for what lies in areas and does not say who sees it. */
export function scoped<T extends { id: string }>(collection: Collection<T>, schema: Schema): Collection<T> {
  const fields = fieldsOf.get(schema)
  const name = schema.get('collection') as string
  if (!fields && schema.path('areas')) throw new Error(`${name} lie in areas and do not say who sees them: seenBy(schema, 'areas')`)
  return fields?.length ? new ScopedCollection(collection, name, fields) : collection
}

/**
 * At a door, where somebody is signed in, whoever reads or changes one says for whom (`seen`) or that it is for nobody to see (`unscoped`): what says neither is a fault of
 * ours, and is refused. Handlers and timed work serve nobody, and are free.
 */
class ScopedCollection<T extends { id: string }> implements Collection<T> {
  constructor(
    readonly all: Collection<T>,
    readonly name: string,
    readonly fields: readonly string[],
  ) {}

  get: Collection<T>['get'] = (id) => this.free.get(id)
  findOne: Collection<T>['findOne'] = (filter) => this.free.findOne(filter)
  find: Collection<T>['find'] = (filter, options) => this.free.find(filter, options)
  each: Collection<T>['each'] = (filter) => this.free.each(filter)
  count: Collection<T>['count'] = (filter) => this.free.count(filter)
  group: Collection<T>['group'] = (filter, by, sums) => this.free.group(filter, by, sums)
  change: Collection<T>['change'] = (id, decide, options) => this.free.change(id, decide, options)
  upsert: Collection<T>['upsert'] = (id, decide, options) => this.free.upsert(id, decide, options)
  remove: Collection<T>['remove'] = (id) => this.free.remove(id)
  destroyKey: Collection<T>['destroyKey'] = (id) => this.all.destroyKey(id)
  insert: Collection<T>['insert'] = (decision) => this.all.insert(decision)
  insertEach: Collection<T>['insertEach'] = (decisions) => this.all.insertEach(decisions)

  private get free(): Collection<T> {
    if (currentContext()?.signedIn) throw new Error(`${this.name} are read at a door: say for whom (seen), or that nobody is shown them (unscoped)`)
    return this.all
  }
}

/** What somebody sees of a collection. */
export interface Seen<T extends { id: string }> {
  /** The condition that says so. */
  where: Filter
  /** DomainError `not-found`, naming `field`, for what is outside and for what is nowhere alike. */
  get(id: string, field?: string): Promise<Stored<T>>
  find(filter: Filter, options?: Parameters<Collection<T>['find']>[1]): Promise<Page<Stored<T>>>
  count(filter: Filter): Promise<number>
  group: Collection<T>['group']
  /** As `get`, and decided on what is still seen then. */
  change(id: string, decide: (current: Stored<T>) => Decision<T> | undefined, options?: Parameters<Collection<T>['change']>[2]): Promise<Stored<T>>
}

/** The one rule of scope, which every list and every single read asks. `field`: by which of several, where it is not the first. */
export function seen<T extends { id: string }>(collection: Collection<T>, scope: Scope, field?: keyof T & string): Seen<T> {
  if (!(collection instanceof ScopedCollection)) throw new Error('its schema does not say who sees it: seenBy')
  const { all, name, fields } = collection as ScopedCollection<T>
  const by = field ?? fields[0]
  if (!fields.includes(by)) throw new Error(`${name} are not seen by ${by}`)

  const isSeen = (one: T) => {
    const named = (one as Record<string, unknown>)[by]
    return Array.isArray(named) ? named.includes(scope) : named === scope
  }
  const where = { [by]: scope }
  const get = async (id: string, at?: string) => requireSeen(await all.get(id), isSeen, at)
  return {
    where,
    get,
    find: (filter, options) => all.find({ ...filter, ...where }, options),
    count: (filter) => all.count({ ...filter, ...where }),
    group: (filter, of, sums) => all.group({ ...filter, ...where }, of, sums),
    change: async (id, decide, options) => {
      // Before the version is looked at: whoever does not see it hears that there is none, whichever they name.
      await get(id)
      return all.change(id, (current) => decide(requireSeen(current, isSeen)), options)
    },
  }
}

/** All of them, for what a service must know by itself: that a number is taken, whose login it is. What is found is shown to nobody unless another rule says so. */
export const unscoped = <T extends { id: string }>(collection: Collection<T>): Collection<T> =>
  collection instanceof ScopedCollection ? collection.all : collection
