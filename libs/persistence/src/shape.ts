import { Mongoose, type Schema, type SchemaType } from 'mongoose'
import { DomainError } from '@yiwang/domain'
import type { Condition } from './filter'
import { type Key, toKey } from './keys'
import type { ChainHead } from './stored-event'
import type { Vault } from './vault'

/** Beside a document's own fields: the head of its evidence chain, the events it took, the keyed request that made it. */
export interface Bookkeeping {
  chain?: ChainHead
  /** `handler|aggregate` -> the last sequence taken. */
  taken?: Record<string, number>
  request?: { key: string; body: string }
}

/** A document as the store keeps it: personal fields sealed, bookkeeping under `_`. */
export type StoredRecord = Record<string, unknown> & { _id: string; _: Bookkeeping }

export interface Index {
  name: string
  fields: string[]
  unique: boolean
}

interface EncryptedPath {
  path: string[]
  lookup: boolean
}

// One instance without a connection: schemas cast and validate, nothing is ever buffered or created behind our back.
const mongoose = new Mongoose({ autoCreate: false, autoIndex: false, bufferCommands: false, strict: 'throw' } as never)

/** What a mongoose schema says of one collection, for either store: casting, validation, indexes, encrypted fields. */
export class Shape {
  readonly indexes: Index[]
  private readonly model
  private readonly encrypted: EncryptedPath[]
  private readonly lookups: Set<string>

  constructor(
    /** `<service>.<collection>` */
    readonly name: string,
    schema: Schema,
    private readonly vault: Vault,
  ) {
    const own = schema.clone()
    own.add({ _id: { type: String, required: true } })
    own.set('id', false).set('versionKey', false).set('strict', 'throw').set('minimize', false)
    this.model = mongoose.model(`${name}#${mongoose.modelNames().length}`, own)
    this.encrypted = encryptedPaths(own)
    this.lookups = new Set(this.encrypted.filter(({ lookup }) => lookup).map(({ path }) => path.join('.')))
    this.indexes = [
      ...own.indexes().map(([fields, options]) => index(Object.keys(fields), options.unique === true)),
      index(['_.request.key'], true),
    ]
  }

  /** Casts and validates the complete next state; seals what is personal. Throws DomainError `invalid-value` naming the field. */
  toRecord(document: object & { id: string }, bookkeeping: Bookkeeping): StoredRecord {
    const { id, version: _, ...fields } = document as { id: string; version?: number }
    const cast = this.cast({ ...fields, _id: id })
    for (const { path, lookup } of this.encrypted) {
      replaceAt(cast, path, (value) => {
        const sealed = this.vault.seal(value, `${this.name}/${id}/${path.join('.')}`)
        return lookup ? { sealed, hash: this.vault.lookup(String(value), this.placeOf(path.join('.'))) } : sealed
      })
    }
    return { ...cast, _id: id, _: bookkeeping } as StoredRecord
  }

  toDocument<T>(record: StoredRecord, version: number): T & { version: number } {
    const { _id: id, _, ...fields } = structuredClone(record)
    for (const { path } of this.encrypted) {
      replaceAt(fields, path, (value) => this.vault.open(typeof value === 'string' ? value : (value as { sealed: string }).sealed, `${this.name}/${id}/${path.join('.')}`))
    }
    return { ...fields, id, version } as unknown as T & { version: number }
  }

  /** The value that an index keeps, or a filter compares, at `path`: an array where the path leads into one. */
  valueAt(record: StoredRecord, path: string): unknown {
    const at = path === 'id' ? ['_id'] : this.lookups.has(path) ? [...path.split('.'), 'hash'] : path.split('.')
    return at.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], record)
  }

  keysAt(record: StoredRecord, path: string): (Key | undefined)[] {
    const value = this.valueAt(record, path)
    return Array.isArray(value) ? value.map(toKey) : [toKey(value)]
  }

  /** A condition as it can be compared with what is stored: an encrypted field is compared by its keyed hash. */
  storedCondition(path: string, condition: Condition): Condition {
    if (!this.lookups.has(path)) {
      if (this.encrypted.some((field) => field.path.join('.') === path)) throw new Error(`${path} is encrypted without lookup`)
      return condition
    }
    if (typeof condition !== 'string') throw new Error(`${path} is encrypted: it can only be asked for equality`)
    return this.vault.lookup(condition, this.placeOf(path))
  }

  // The same value in two collections has two hashes, so that copies cannot be joined by whoever reads the store.
  private placeOf = (path: string) => `${this.name}/${path}`

  private cast(fields: Record<string, unknown>): Record<string, unknown> {
    try {
      const document = new this.model(fields)
      const error = document.validateSync()
      if (error) throw error
      return document.toObject({ flattenMaps: true })
    } catch (error) {
      const { errors, path } = error as { errors?: Record<string, { message: string }>; path?: string }
      const field = errors ? Object.keys(errors)[0] : path
      throw new DomainError('invalid-value', { field, reason: errors && field ? errors[field].message : (error as Error).message })
    }
  }
}

const index = (paths: string[], unique: boolean): Index => {
  const fields = paths.filter((path) => path !== '_id')
  return { name: fields.join(','), fields, unique }
}

function encryptedPaths(schema: Schema, above: string[] = []): EncryptedPath[] {
  const found: EncryptedPath[] = []
  schema.eachPath((name, type: SchemaType & { schema?: Schema; options: { encrypted?: { lookup: boolean } } }) => {
    const path = [...above, ...name.split('.')]
    if (type.options.encrypted) found.push({ path, lookup: type.options.encrypted.lookup })
    else if (type.schema) {
      if (type.schema.path('_id')) throw new Error(`${path.join('.')}: a subdocument needs @Schema({ _id: false })`)
      found.push(...encryptedPaths(type.schema, path))
    }
  })
  return found
}

/** Replaces in place what lies at `path`, in every element where the path leads through arrays. */
function replaceAt(target: unknown, [key, ...rest]: string[], convert: (value: unknown) => unknown): void {
  if (Array.isArray(target)) {
    for (const element of target) replaceAt(element, [key, ...rest], convert)
    return
  }
  const object = target as Record<string, unknown> | undefined
  if (object?.[key] === undefined || object[key] === null) return
  if (rest.length) replaceAt(object[key], rest, convert)
  else object[key] = convert(object[key])
}
