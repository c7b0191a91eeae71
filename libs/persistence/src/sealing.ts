import type { Schema, SchemaType } from 'mongoose'
import { canonical, keysInOrder } from './canonical'
import { type KeysOf, type Lookup, type Whether, waysToFind, whetherFound } from './encrypted'
import { type Envelopes, padded } from './envelope'
import type { Condition } from './filter'
import { convertAt, putAt, takenAt } from './paths'
import type { ChainHead } from './stored-event'
import type { Vault } from './vault'

type Fields = Record<string, unknown>

/** What a document's envelope is bound to, beside its clear fields. */
export interface Bound {
  id: string
  version: number
  chain?: ChainHead
  /** The key that its events are sealed with, where it has one of its own. */
  eventKey?: string
}

/** A document as it lies in a store. What somebody else put there may lack anything. */
export type Kept = Fields & { _id: string; _?: { chain?: ChainHead; eventKey?: string } }

/** Sealed fields that this version does not know, since a newer one added them: they stay sealed, and the hashes that they are found by stay as they are. */
export interface Strange {
  names: string[]
  hashes: Fields
}

/** A document's fields, opened. */
export interface OpenedFields {
  fields: Fields
  strange?: Strange
}

interface SealedPath {
  name: string
  path: string[]
  /** Under which its hash lies. */
  key: string
  lookup: Lookup
  date: boolean
  length: number
}

/** Which keys lead to what is sealed; null where it is. */
type Tree = Map<string, Tree | null>

const NONE: Strange = { names: [], hashes: {} }

/** The field that holds the keyed hashes of what is found by them, and the one that holds the envelope. */
const HASHES = '#'
const ENVELOPE = '~'
/** Not of the text that is bound, and not of a feature's document. */
const NOT_BOUND = new Set(['_id', '_', ENVELOPE])
const NOT_OPENED = new Set([...NOT_BOUND, HASHES])

/**
 * The envelope of one collection's documents: personal fields are taken out on the way in and sealed together, bound to the document's place, version, the head of its events and all that stays in
 * clear; on the way out they are put back where they were. Where it does not open, the document is not as it was written. One without personal fields has an empty one.
 */
export class Sealing {
  private readonly sealed: SealedPath[]
  private readonly byName: Map<string, SealedPath>
  private readonly found: ReadonlyMap<string, KeysOf>
  private readonly unfound: ReadonlyMap<string, Whether>
  private readonly tree: Tree
  private readonly envelopes: Envelopes

  constructor(
    /** `<service>.<collection>` */
    private readonly collection: string,
    schema: Schema,
    private readonly vault: Vault,
  ) {
    this.sealed = sealedPaths(schema)
    this.byName = new Map(this.sealed.map((field) => [field.name, field]))
    this.found = waysToFind(schema)
    this.unfound = whetherFound(schema)
    this.tree = treeOf(this.sealed.map(({ path }) => path))
    this.envelopes = envelopesOf(vault, collection)
  }

  /** Names of the sealed fields, each with a `#` where it can be found (`#?` where not in all documents), and of what documents are found by in part. */
  get names(): string[] {
    const inPart = [...this.found.keys()].map((name) => `${name}*`)
    return [...this.sealed.map(({ name, lookup }) => (lookup ? `${name}#${this.unfound.has(name) ? '?' : ''}` : name)), ...inPart].sort()
  }

  seal(fields: Fields, bound: Bound, { names: strange, hashes: kept }: Strange = NONE): Fields {
    const values: Fields = {}
    const hashes: Fields = { ...kept }
    let more = 0
    for (const { name, path, key, lookup, length } of this.sealed) {
      const value = takenAt(fields, path)
      if (value === undefined) continue
      values[name] = value
      if (lookup && !this.isUnfound(name, fields)) hashes[key] = hashesOf(value, (one) => this.hash(one, name, lookup))
      if (length) more += missing(Buffer.byteLength(JSON.stringify(value)), length)
    }
    for (const name of this.found.keys()) {
      const keys = this.keysOf(fields, name)
      if (keys.length) hashes[name] = keys
    }
    for (const name of strange) {
      const value = takenAt(fields, name.split('.'))
      if (value !== undefined) values[name] = value
    }
    const tree = strange.length ? treeOf([...this.byName.keys(), ...strange].map((name) => name.split('.'))) : this.tree
    const clear = without(fields, tree) as Fields
    if (Object.keys(hashes).length) clear[HASHES] = hashes
    const text = tree.size ? padded(JSON.stringify(values), more) : ''
    clear[ENVELOPE] = this.envelopes.seal(text, textOf(this.collection, bound, clear))
    return clear
  }

  /** Throws where the record is not as it was sealed. */
  open(record: Kept, version: number): OpenedFields {
    return this.opened(record, record, version)
  }

  /**
   * A document as an earlier version left it: without an envelope, its personal fields in clear or sealed where they lie; or in an envelope, with fields in clear that are
   * sealed now, or not to be found in part yet. `isDone`: there is nothing of that kind.
   */
  openEarlier(record: Kept, version: number): OpenedFields & { isDone: boolean } {
    const left = this.sealed.filter(({ path }) => takenAt(record, path) !== undefined)
    const clear = left.reduce(
      (all, field) => convertAt(all, field.path, (value) => this.inClear(value, field, record._id)) as Fields,
      record as Fields,
    )
    if (!hasEnvelope(record)) return { fields: copiedAlong(clear, this.tree, NOT_OPENED) as Fields, isDone: false }
    const opened = this.opened(record, clear, version)
    const isFound = ([name]: [string, KeysOf]) => !this.keysOf(opened.fields, name).length || Object.hasOwn((record[HASHES] ?? {}) as Fields, name)
    const hashes = (record[HASHES] ?? {}) as Fields
    const isHidden = ({ name, key }: SealedPath) => !Object.hasOwn(hashes, key) || !this.isUnfound(name, opened.fields)
    return { ...opened, isDone: !left.length && [...this.found].every(isFound) && this.sealed.every(isHidden) }
  }

  /** The same under the current key; undefined where it lies under it already. */
  reseal(record: Kept, version: number): Fields | undefined {
    const bytes = bytesOf(record)
    if (bytes && this.envelopes.isCurrent(bytes)) return undefined
    const { fields, strange } = this.open(record, version)
    return this.seal(fields, boundOf(record, version), strange)
  }

  /** Throws where a document is not sealed with the current key, does not open, or would not be found. */
  check(record: Kept, version: number): void {
    const { fields, strange } = this.open(record, version)
    const again = this.seal(fields, boundOf(record, version), strange)
    if (!this.envelopes.isCurrent(bytesOf(record) as Uint8Array) || canonical(record[HASHES]) !== canonical(again[HASHES]))
      throw new Error(`what lies at ${this.collection}/${record._id} is not under the current key`)
  }

  hasLookup = (path: string): boolean => this.isFoundBy(path) || Boolean(this.byName.get(path)?.lookup)

  /** Whether `path` is what documents are found by in part: a list, and no field. */
  isFoundBy = (path: string): boolean => this.found.has(path)

  /** Where a path of the schema lies in a record: a sealed field is found by its keyed hash. Throws where it has none. */
  storedPath(path: string): string[] {
    if (this.isFoundBy(path)) return [HASHES, path]
    const field = this.byName.get(path)
    if (!field) return path.split('.')
    if (!field.lookup) throw new Error(`${path} is sealed without lookup`)
    return [HASHES, field.key]
  }

  storedCondition(path: string, condition: Condition): Condition {
    const field = this.isFoundBy(path) ? { lookup: true } : this.byName.get(path)
    if (!field || (typeof condition === 'object' && 'exists' in condition)) return condition
    if (!field.lookup) throw new Error(`${path} is sealed without lookup`)
    if (typeof condition !== 'string') throw new Error(`${path} is sealed: it can only be asked for equality`)
    return this.hash(condition, path, field.lookup)
  }

  /** `clear`: what the values are put into. */
  private opened(record: Kept, clear: Fields, version: number): OpenedFields {
    const text = openEnvelope(this.vault, this.collection, record, version)
    if (!text) return { fields: copiedAlong(clear, this.tree, NOT_OPENED) as Fields }
    const values = JSON.parse(text) as Fields
    const strange = this.strangeIn(values, record[HASHES] as Fields | undefined)
    const tree = strange ? treeOf(Object.keys(values).map((name) => name.split('.'))) : this.tree
    const opened = copiedAlong(clear, tree, NOT_OPENED) as Fields
    for (const name of Object.keys(values)) {
      const field = this.byName.get(name)
      putAt(opened, field?.path ?? name.split('.'), values[name], field?.date ? asDate : undefined)
    }
    return { fields: opened, strange }
  }

  private strangeIn(values: Fields, hashes: Fields = {}): Strange | undefined {
    const names = Object.keys(values).filter((name) => !this.byName.has(name))
    if (!names.length) return undefined
    const known = new Set([...this.sealed.map(({ key }) => key), ...this.found.keys()])
    return { names, hashes: Object.fromEntries(Object.entries(hashes).filter(([key]) => !known.has(key))) }
  }

  /** As it was before it was sealed where it lay, or at all. */
  private inClear(value: unknown, { name }: SealedPath, id: string): unknown {
    const text = (value as { sealed?: unknown }).sealed ?? value
    return isSealedText(text) ? this.vault.open(text, `${this.collection}/${id}/${name}`) : value
  }

  private isUnfound = (name: string, fields: Fields): boolean => this.unfound.get(name)?.(fields as never) ?? false

  private keysOf(fields: Fields, name: string): string[] {
    // In no order, so that it does not tell which stands first in a name.
    return [...new Set((this.found.get(name) as KeysOf)(fields as never))].map((key) => this.hash(key, name, true)).sort()
  }

  // The same value in two collections has two hashes, so that copies cannot be joined by whoever reads the store.
  private hash(value: unknown, path: string, lookup: Lookup): string {
    const found = typeof lookup === 'function' ? lookup(String(value)) : String(value)
    return this.envelopes.hash(found, `${this.collection}/${path}`)
  }
}

/** A document's envelope, opened: the JSON of what lies in it. Throws where there is none, or it was sealed for another place or beside something else. */
export function openEnvelope(vault: Vault, collection: string, record: Kept, version: number): string {
  const place = `${collection}/${record._id}`
  const bytes = bytesOf(record)
  if (!bytes) throw new Error(`what lies at ${place} has no envelope: it was not written here`)
  return envelopesOf(vault, collection).open(bytes, textOf(collection, boundOf(record, version), record), place)
}

export const hasEnvelope = (record: Fields): boolean => bytesOf(record) !== undefined

/** Everything that an envelope proves beside its own content, as one text. */
function textOf(collection: string, { id, version, chain, eventKey }: Bound, clear: Fields): string {
  const place = [collection, id, version, chain && [chain.sequence, chain.hash], ...(eventKey ? [eventKey] : [])]
  return canonical(place) + canonical(clear, NOT_BOUND)
}

const boundOf = ({ _id: id, _ }: Kept, version: number): Bound => ({ id, version, chain: _?.chain, eventKey: _?.eventKey })

const envelopesOf = (vault: Vault, collection: string): Envelopes => vault.of(collection.split('.')[0])

/** As it was sealed, or as a store gives it back. */
function bytesOf({ [ENVELOPE]: envelope }: Fields): Uint8Array | undefined {
  if (envelope instanceof Uint8Array) return envelope
  const binary = envelope as { _bsontype?: string; value?(): Uint8Array } | undefined
  return binary?._bsontype === 'Binary' ? binary.value?.() : undefined
}

/** The same without what is sealed; what lies beside it is shared. */
function without(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((one) => without(one, tree))
  if (!isFields(value)) return value
  const clear: Fields = {}
  for (const key of keysInOrder(value)) {
    const below = tree.get(key)
    if (below === undefined || value[key] === undefined || value[key] === null) clear[key] = value[key]
    else if (below) clear[key] = without(value[key], below)
  }
  return clear
}

/** A copy into which can be put what was sealed; what lies beside that is shared. */
function copiedAlong(value: unknown, tree: Tree, omitted?: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((one) => copiedAlong(one, tree))
  if (!isFields(value)) return value
  const copy: Fields = {}
  for (const key of Object.keys(value)) {
    const below = tree.get(key)
    if (!omitted?.has(key)) copy[key] = below ? copiedAlong(value[key], below) : value[key]
  }
  return copy
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !(value instanceof Date)

function treeOf(paths: string[][]): Tree {
  const tree: Tree = new Map()
  for (const [key, ...rest] of paths) {
    if (!rest.length) tree.set(key, null)
    else tree.set(key, treeOf(paths.filter(([first, ...more]) => first === key && more.length).map((path) => path.slice(1))))
  }
  return tree
}

/** Of each value, wherever the path leads through lists. */
const hashesOf = (value: unknown, hash: (one: unknown) => string): string | string[] =>
  Array.isArray(value) ? value.flatMap((one) => (one === null ? [] : hashesOf(one, hash))) : hash(value)

const missing = (bytes: number, length: number): number => (length - (bytes % length)) % length
const asDate = (value: unknown) => new Date(value as string)

/** As earlier versions sealed each field: nobody is called like that. */
const SEALED = /^s1\.[0-9a-f]{8}\.[\w-]{38,}$/
const isSealedText = (value: unknown): value is string => typeof value === 'string' && SEALED.test(value)

type Type = SchemaType & { schema?: Schema; options: { encrypted?: { lookup: Lookup; length?: number } } }

function sealedPaths(schema: Schema, above: string[] = []): SealedPath[] {
  const found: SealedPath[] = []
  schema.eachPath((own, type: Type) => {
    const path = [...above, ...own.split('.')]
    const name = path.join('.')
    const { encrypted } = type.options
    if (type.schema?.path('_id')) throw new Error(`${name}: a subdocument needs { _id: false }`)
    if (!encrypted) found.push(...(type.schema ? sealedPaths(type.schema, path) : []))
    else {
      if (type.schema && hasDate(type.schema)) throw new Error(`${name}: what is encrypted as a whole cannot hold a time`)
      // No dots: MongoDB would take them for a path.
      const key = path.join('/')
      found.push({ name, path, key, lookup: encrypted.lookup, date: type.instance === 'Date', length: encrypted.length ?? 0 })
    }
  })
  return found
}

const hasDate = (schema: Schema): boolean =>
  Object.values(schema.paths).some((type) => type.instance === 'Date' || ((type as Type).schema && hasDate((type as Type).schema as Schema)))
