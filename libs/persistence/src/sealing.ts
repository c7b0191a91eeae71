import type { Schema, SchemaType } from 'mongoose'
import type { Lookup } from './encrypted'
import type { Condition } from './filter'
import { convertAt, valueAt } from './paths'
import type { Vault } from './vault'

interface SealedPath {
  name: string
  path: string[]
  lookup: Lookup
  date: boolean
}

type Fields = Record<string, unknown>

/** The encrypted fields of one collection: sealed on the way in, opened on the way out, found by keyed hash. */
export class Sealing {
  private readonly sealed: SealedPath[]
  private readonly byName: Map<string, SealedPath>

  constructor(
    private readonly collection: string,
    schema: Schema,
    private readonly vault: Vault,
  ) {
    this.sealed = sealedPaths(schema)
    this.byName = new Map(this.sealed.map((field) => [field.name, field]))
  }

  /** Names of the sealed fields, each with a `#` where it can be found. */
  get names(): string[] {
    return this.sealed.map(({ name, lookup }) => (lookup ? `${name}#` : name)).sort()
  }

  seal(fields: Fields, id: string): Fields {
    return this.sealed.reduce((all, field) => convertAt(all, field.path, (value) => this.sealValue(value, field, id)) as Fields, fields)
  }

  /** What an earlier version left in clear is sealed; the same object where there is nothing of that kind. */
  sealClear(fields: Fields, id: string): Fields {
    const clear = this.sealed.filter((field) => [valueAt(fields, field.path) ?? []].flat().some((value) => !isSealed(value, field)))
    const anew = (value: unknown, field: SealedPath) => (isSealed(value, field) ? value : this.sealValue(this.inClear(value, field, id), field, id))
    return clear.reduce((all, field) => convertAt(all, field.path, (value) => anew(value, field)) as Fields, fields)
  }

  open(fields: Fields, id: string): Fields {
    return this.sealed.reduce((all, { name, path, lookup, date }) => {
      const place = `${this.collection}/${id}/${name}`
      return convertAt(all, path, (value) => {
        const opened = this.vault.open(lookup ? (value as { sealed: string }).sealed : (value as string), place)
        return date ? new Date(opened as string) : opened
      }) as Fields
    }, fields)
  }

  /** The same under the current key; undefined where it lies under it already. */
  reseal(fields: Fields, id: string): Fields | undefined {
    const isCurrent = this.texts(fields).every(({ sealed }) => this.vault.isCurrent(sealed))
    return isCurrent ? undefined : this.seal(this.open(fields, id), id)
  }

  /** Throws where something is not sealed with the current key, does not open, or would not be found; answers how many values there are. */
  check(fields: Fields, id: string): number {
    const again = this.texts(this.seal(this.open(fields, id), id))
    const texts = this.texts(fields)
    texts.forEach(({ sealed, hash, name }, at) => {
      const found = JSON.stringify(hash) === JSON.stringify(again[at].hash)
      if (!this.vault.isCurrent(sealed) || !found) throw new Error(`what lies at ${this.collection}/${id}/${name} is not under the current key`)
    })
    return texts.length
  }

  private texts(fields: Fields): { name: string; sealed: string; hash?: unknown }[] {
    return this.sealed.flatMap(({ name, path, lookup }) =>
      [valueAt(fields, path) ?? []]
        .flat()
        .map((value) => ({ name, ...(lookup ? (value as { sealed: string; hash: unknown }) : { sealed: value as string }) })),
    )
  }

  hasLookup = (path: string): boolean => Boolean(this.byName.get(path)?.lookup)

  storedCondition(path: string, condition: Condition): Condition {
    const field = this.byName.get(path)
    if (!field || (typeof condition === 'object' && 'exists' in condition)) return condition
    if (!field.lookup) throw new Error(`${path} is encrypted without lookup`)
    if (typeof condition !== 'string') throw new Error(`${path} is encrypted: it can only be asked for equality`)
    return this.hash(condition, path, field.lookup)
  }

  /** As it was before it was sealed in another way, or at all. */
  private inClear(value: unknown, { name }: SealedPath, id: string): unknown {
    const text = (value as { sealed?: unknown }).sealed ?? value
    return isSealedText(text) ? this.vault.open(text, `${this.collection}/${id}/${name}`) : value
  }

  private sealValue(value: unknown, { name, lookup }: SealedPath, id: string): unknown {
    const sealed = this.vault.seal(value, `${this.collection}/${id}/${name}`)
    if (!lookup) return sealed
    return { sealed, hash: Array.isArray(value) ? value.map((one) => this.hash(one, name, lookup)) : this.hash(value, name, lookup) }
  }

  // The same value in two collections has two hashes, so that copies cannot be joined by whoever reads the store.
  private hash(value: unknown, path: string, lookup: Lookup): string {
    const found = typeof lookup === 'function' ? lookup(String(value)) : String(value)
    return this.vault.lookup(found, `${this.collection}/${path}`)
  }
}

/** As `Vault.seal` writes it: nobody is called like that. */
const SEALED = /^s1\.[0-9a-f]{8}\.[\w-]{38,}$/
const isSealedText = (value: unknown): value is string => typeof value === 'string' && SEALED.test(value)
const isSealed = (value: unknown, { lookup }: SealedPath): boolean => isSealedText(lookup ? (value as { sealed?: unknown }).sealed : value)

type Type = SchemaType & { schema?: Schema; options: { encrypted?: { lookup: Lookup } } }

function sealedPaths(schema: Schema, above: string[] = []): SealedPath[] {
  const found: SealedPath[] = []
  schema.eachPath((own, type: Type) => {
    const path = [...above, ...own.split('.')]
    const name = path.join('.')
    if (type.schema?.path('_id')) throw new Error(`${name}: a subdocument needs { _id: false }`)
    if (!type.options.encrypted) found.push(...(type.schema ? sealedPaths(type.schema, path) : []))
    else {
      if (type.schema && hasDate(type.schema)) throw new Error(`${name}: what is encrypted as a whole cannot hold a time`)
      found.push({ name, path, lookup: type.options.encrypted.lookup, date: type.instance === 'Date' })
    }
  })
  return found
}

const hasDate = (schema: Schema): boolean =>
  Object.values(schema.paths).some((type) => type.instance === 'Date' || ((type as Type).schema && hasDate((type as Type).schema as Schema)))
