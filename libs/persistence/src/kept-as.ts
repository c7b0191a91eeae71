import type { Schema } from 'mongoose'

/**
 * What documents are, by how long they are kept. It is said of every collection (`keptAs`), and decides under which key the personal fields of its events lie
 * (docs/decisions/0051-keys-that-are-destroyed.md).
 */
export const keptKinds = [
  /** Somebody who is registered, as long as they are. */
  'register',
  /** Somebody who works here, as long as they do. */
  'staff',
  /** What somebody asked for, and what came of it. */
  'matter',
  /** What was paid. */
  'money',
  /** Who did, or saw, what. */
  'audit',
  /** Of another service: it comes and goes with what is kept there. */
  'copy',
  /** It goes by itself as soon as it is done. */
  'passing',
  /** Nobody is told of. */
  'nobody',
] as const
export type KeptKind = (typeof keptKinds)[number]

const kinds = new WeakMap<Schema, KeptKind>()

export function keptAs<S extends Schema>(schema: S, kind: KeptKind): S {
  kinds.set(schema, kind)
  return schema
}

export const keptKind = (schema: Schema): KeptKind | undefined => kinds.get(schema)
