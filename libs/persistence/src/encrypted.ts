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
