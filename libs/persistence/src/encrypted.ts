import type { Schema } from 'mongoose'

export type Lookup = boolean | ((value: string) => string)

interface Encrypted {
  // biome-ignore lint/suspicious/noExplicitAny: what mongoose takes as a type is known only to mongoose
  type: any
  required?: boolean
}

/**
 * A field that is stored sealed, as mongoose is told it (features say `sealed(…)`). With `lookup` it can still be found by equality
 * (`{ number: '320600' }`) and indexed, through a keyed hash. Where `lookup` is a function, what it answers is what two values must
 * have in common: `encrypted({ lookup: mainNumber })` finds a telephone number whatever its extension. With `length` it takes so many bytes, or a multiple of them, whatever it holds.
 */
export function encrypted(options: { required?: boolean; lookup?: Lookup; length?: number; type?: unknown } = {}): Encrypted {
  const { lookup = false, length = 0, type = String, ...rest } = options
  return { type, ...rest, encrypted: { lookup, length } } as Encrypted
}

const forgotten = new WeakMap<Schema, string[]>()

/** Fields of an earlier version that told of a person in clear: they are taken away wherever they lie, and never come back. */
export function forgetting<S extends Schema>(schema: S, ...fields: string[]): S {
  forgotten.set(schema, fields)
  return schema
}

export const forgottenBy = (schema: Schema): string[] => forgotten.get(schema) ?? []

/** Whether a document, by its opened fields, is one of those. */
export type Whether = (fields: never) => boolean

const unfound = new WeakMap<Schema, Map<string, Whether>>()

/**
 * Documents of which `whether` says so are not found by this field although it has a lookup: no hash of it is kept, so that nothing tells which others share it. Hashes that an
 * earlier version kept are taken away before anybody asks.
 */
export function notFoundBy<S extends Schema>(schema: S, path: string, whether: Whether): S {
  unfound.set(schema, new Map(unfound.get(schema)).set(path, whether))
  return schema
}

export const whetherFound = (schema: Schema): ReadonlyMap<string, Whether> => unfound.get(schema) ?? new Map()

/** What a document is found by in part, from its opened fields. */
export type KeysOf = (fields: never) => string[]

const found = new WeakMap<Schema, Map<string, KeysOf>>()

/**
 * Documents are found by short keys that follow from what is sealed in them, such as two characters of a name: `foundBy(schema, 'keys', searchKeys)`. Of the keys only
 * keyed hashes are kept, made anew with each write; `name` can be asked and indexed as a list is, and is no field of the document. Another function needs another
 * name: then all documents are gone through at the next start. What equal hashes tell: docs/decisions/0035-found-in-part.md.
 */
export function foundBy<S extends Schema>(schema: S, name: string, keysOf: KeysOf): S {
  found.set(schema, new Map(found.get(schema)).set(name, keysOf))
  return schema
}

export const waysToFind = (schema: Schema): ReadonlyMap<string, KeysOf> => found.get(schema) ?? new Map()
