import { DomainError } from '@yiwang/domain'
import type { Schema, SchemaType } from 'mongoose'
import { cast, firstUnknown } from './casting'
import type { Actor } from './context'
import { forgottenBy } from './encrypted'
import { StoreUnavailable } from './errors'
import type { Condition, Conjunction } from './filter'
import { type KeptKind, keptKind } from './kept-as'
import { isWhole, type Key, toKey } from './keys'
import { valueAt } from './paths'
import type { Clear } from './redrawing'
import type { Carrying } from './schema'
import { hasEnvelope, type OpenedFields, Sealing, type Strange } from './sealing'
import type { ChainHead } from './stored-event'
import type { Vault } from './vault'

/** Beside a document's own fields: the head of its evidence chain, who made and changed it, the events it took, the keyed request that made it, and those that changed it lately. */
export interface Bookkeeping {
  chain?: ChainHead
  /** The key that its events are sealed with, where it has one of its own. */
  eventKey?: string
  /** Whoever caused it to be made, and to be changed last; nobody where it came about by itself. What publishes events names the others in them. */
  author?: Actor
  changedBy?: Actor
  /** `handler|aggregate` -> the last sequence taken; the latest takings, the latest last. */
  taken?: Record<string, number>
  /** Under which the older takings lie as rows of their own. A document that is made anew under the same id has another one. */
  takenBefore?: string
  request?: { key: string; body: string }
  requests?: { key: string; body: string }[]
}

/** A document as the store keeps it: clear fields, keyed hashes under `#`, an envelope with the personal fields under `~`, bookkeeping under `_`. */
export type StoredRecord = Record<string, unknown> & { _id: string; _: Bookkeeping }

/** A document as it was read, and the fields in it that a newer version sealed: they are sealed again when it is written. */
export interface Opened<T> {
  document: T & { version: number }
  strange?: Strange
}

/** A service's collection of what its documents took longer ago than their latest takings. */
export const TAKINGS = 'takings'
/** Whether a collection's documents have envelopes. Takings are bookkeeping, as what lies under `_`. */
export const isProven = (collection: string): boolean => !collection.endsWith(`.${TAKINGS}`)

/** Stands in a collection's form where every document has an envelope. */
export const PROVEN = '~'

export interface Index {
  name: string
  fields: string[]
  /** Further fields that each row holds, so that a condition on them is met without the document. */
  carries: string[]
  /** Those of either that are arrays. */
  lists: string[]
  /** What shares the leading fields is so little that it may be put in any order that the row can give. */
  small: boolean
  unique: boolean
  /** Leaves out documents that lack one of the fields, so that several may lack it. */
  partial: boolean
}

export const REQUEST_INDEX: Index = {
  name: '_.request.key',
  fields: ['_.request.key'],
  carries: [],
  lists: [],
  small: false,
  unique: true,
  partial: true,
}

/** What a mongoose schema says of one collection, for either store: casting, validation, indexes, encrypted fields. */
export class Shape {
  readonly indexes: Index[]
  /** That documents have envelopes, which fields are sealed, and which are forgotten: where documents were not brought into this form yet, that comes first. */
  private readonly form: string[]
  private readonly sealing: Sealing
  private readonly forgotten: string[]
  /** Whether its documents have envelopes: what is bookkeeping has none. */
  private readonly isProven: boolean
  readonly kept?: KeptKind
  private readonly arrays = new Set<string>()
  private readonly paths = new Map<string, string[]>()

  constructor(
    /** `<service>.<collection>` */
    readonly name: string,
    private readonly schema: Schema,
    vault: Vault,
  ) {
    this.sealing = new Sealing(name, schema, vault)
    this.forgotten = forgottenBy(schema)
    this.kept = keptKind(schema)
    this.isProven = isProven(name)
    this.form = [...(this.isProven ? [PROVEN] : []), ...this.sealing.names, ...this.forgotten.map((name) => `-${name}`)]
    this.indexes = [
      ...schema.indexes().map(([fields, options]) => this.index(Object.keys(fields), options.unique === true, options as Carrying)),
      REQUEST_INDEX,
    ]
  }

  /**
   * Casts and validates the complete next state; seals what is personal. `before`: what was read before this change, whose fields a newer version may have added.
   * Throws DomainError `invalid-value` naming the field.
   */
  toRecord<T>(
    document: object & { id: string },
    bookkeeping: Bookkeeping,
    version: number,
    before?: Opened<object>,
  ): { record: StoredRecord; document: T & { version: number } } {
    const { id, version: _, ...fields } = document as { id: string; version?: number }
    if (!id || !isWhole(id)) throw new DomainError('invalid-value', { field: 'id', reason: 'required' })
    const open = cast(this.schema, fields, before?.document as Record<string, unknown> | undefined)
    return {
      record: this.sealed(open, id, bookkeeping, version, before?.strange),
      document: { ...open, id, version } as unknown as T & { version: number },
    }
  }

  /** Throws where the record is not as it was written. */
  open<T>(record: StoredRecord, version: number): Opened<T> {
    const { fields, strange } = this.openFields(record, version)
    return { document: Object.assign(fields, { id: record._id, version }) as unknown as T & { version: number }, strange }
  }

  toDocument<T>(record: StoredRecord, version: number): T & { version: number } {
    return this.open<T>(record, version).document
  }

  /** The same with other clear fields, of the same version; undefined where `anew` leaves it. Throws where the record is not as it was written. */
  redrawn(record: StoredRecord, version: number, anew: (current: Clear) => object | undefined): StoredRecord | undefined {
    const { fields, strange } = this.openFields(record, version)
    const set = anew({ ...fields, id: record._id })
    return set && this.sealed({ ...fields, ...set }, record._id, record._, version, strange)
  }

  /** Throws StoreUnavailable where a newer version added fields. */
  checkKnown(record: StoredRecord, version: number): void {
    const { fields } = this.openFields(record, version)
    const unknown = firstUnknown(this.schema, fields)
    if (unknown) throw new StoreUnavailable(`${this.name} has a field ${unknown} that this version does not know: run the version that added it`)
  }

  /** Whether documents that lie in a form (what `formAfter` answered last) lie in today's. A newer version may have sealed more. */
  isInForm(form: string[] = []): boolean {
    return this.form.every((one) => form.includes(one))
  }

  formAfter = (form: string[] = []): string[] => [...new Set([...form, ...this.form])].sort()

  /** Whether a record has no envelope where it has to have one: an earlier version left it, or somebody who is none of ours. */
  lacksProof = (record: StoredRecord): boolean => this.isProven && !hasEnvelope(record)

  /** The record in today's form: in an envelope, what is sealed now and was in clear is sealed, what is forgotten is gone. Undefined where it is so. */
  inForm(record: StoredRecord, version: number): StoredRecord | undefined {
    if (!this.isProven) return undefined
    const { fields, strange, isDone } = this.sealing.openEarlier(record, version)
    const known = Object.fromEntries(Object.entries(fields).filter(([name]) => !this.forgotten.includes(name)))
    const isSo = isDone && Object.keys(known).length === Object.keys(fields).length
    return isSo ? undefined : this.sealed(known, record._id, record._, version, strange)
  }

  /** Whether an index holds what is sealed, and so has to be made anew once it is. */
  leadsToSealed = ({ fields, carries }: Index): boolean => [...fields, ...carries].some(this.sealing.hasLookup)

  /** The record under the current key; undefined where it is. */
  reseal(record: StoredRecord, version: number): StoredRecord | undefined {
    const sealed = this.isProven ? this.sealing.reseal(record, version) : undefined
    return sealed && { ...sealed, _id: record._id, _: record._ }
  }

  /** Throws where the record is not as it was written, or not under the current key. */
  checkSealed(record: StoredRecord, version: number): void {
    if (this.isProven) this.sealing.check(record, version)
  }

  /** The value that an index keeps, or a filter compares, at `path`: an array where the path leads into one. */
  valueAt(record: StoredRecord, path: string): unknown {
    return valueAt(record, this.storedPath(path))
  }

  /** Where a path of the schema lies in a record: an encrypted field is found by its keyed hash. */
  storedPath(path: string): string[] {
    const known = this.paths.get(path)
    if (known) return known
    const parts = path === 'id' ? ['_id'] : this.sealing.storedPath(path)
    this.paths.set(path, parts)
    return parts
  }

  /** The value whose key this is, as a record holds it: times and truth have numbers for keys. */
  valueOf(path: string, key: Key): unknown {
    const instance = path === 'id' ? 'String' : this.typesAlong(path).at(-1)?.instance
    if (typeof key !== 'number') return key
    return instance === 'Date' ? new Date(key) : instance === 'Boolean' ? key === 1 : key
  }

  /** An empty array stands in an index as absent. */
  keysAt(record: StoredRecord, path: string): (Key | undefined)[] {
    const value = this.valueAt(record, path)
    if (!Array.isArray(value)) return [toKey(value)]
    return value.length ? [...new Set(value.map(toKey))] : [undefined]
  }

  /** Conditions as they can be compared with what is stored: an encrypted field is compared by its keyed hash. */
  storedConditions = (conditions: Conjunction): Conjunction =>
    conditions.map(([path, condition]): [string, Condition] => [path, this.sealing.storedCondition(path, condition)])

  /** A document would stand several times in such an order. */
  leadsThroughArray = (path: string): boolean => this.arrays.has(path)

  private openFields(record: StoredRecord, version: number): OpenedFields {
    if (this.isProven) return this.sealing.open(record, version)
    const { _id, _, ...fields } = record
    return { fields }
  }

  private sealed(fields: Record<string, unknown>, id: string, bookkeeping: Bookkeeping, version: number, strange?: Strange): StoredRecord {
    const bound = { id, version, chain: bookkeeping?.chain, eventKey: bookkeeping?.eventKey }
    return Object.assign(this.isProven ? this.sealing.seal(fields, bound, strange) : { ...fields }, { _id: id, _: bookkeeping })
  }

  private index(paths: string[], unique: boolean, { carries = [], small = false }: Carrying): Index {
    const fields = paths.filter((path) => path !== '_id')
    const lists = [...fields, ...carries].filter((path) => this.isList(path))
    for (const path of lists) this.arrays.add(path)
    for (const path of [...fields, ...carries]) this.storedPath(path)
    if (fields.filter(this.leadsThroughArray).length > 1) throw new Error(`${this.name}: an index may lead through one array only`)
    if (unique && carries.length) throw new Error(`${this.name}: what is unique is looked up by its value, and carries nothing`)
    for (const path of carries) if (fields.includes(path)) throw new Error(`${this.name}: an index on ${fields} holds ${path} already`)
    const partial = unique && fields.some((path) => !this.typesAlong(path).every((type) => type.isRequired))
    const name = `${fields.join(',')}${unique ? '!' : ''}${carries.length ? `+${carries.join(',')}` : ''}`
    return { name, fields, carries, lists, small, unique, partial }
  }

  private isList = (path: string): boolean => this.sealing.isFoundBy(path) || this.typesAlong(path).some((type) => type.instance === 'Array')

  private typesAlong(path: string): SchemaType[] {
    const types = typesAlong(this.schema, path.split('.'))
    if (!types) throw new Error(`${this.name} has an index on ${path}, which is not in its schema`)
    return types
  }
}

/** The schema's types from the top down to a path; undefined where there is no such field. */
function typesAlong(schema: Schema, parts: string[]): SchemaType[] | undefined {
  for (let length = 1; length <= parts.length; length++) {
    const type = schema.paths[parts.slice(0, length).join('.')] as (SchemaType & { schema?: Schema }) | undefined
    if (!type) continue
    if (length === parts.length) return [type]
    const below = type.schema && typesAlong(type.schema, parts.slice(length))
    return below && [type, ...below]
  }
  return undefined
}
