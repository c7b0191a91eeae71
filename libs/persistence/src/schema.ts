import { type IndexOptions, Schema } from 'mongoose'
import { blobPaths } from './blobs/naming'
import { encrypted, type Lookup } from './encrypted'

/** How one field is stored. What it accepts is what the field of the interface may hold: a schema that does not fit its interface does not compile. */
export interface Kind<V> {
  accepts?: (value: V) => void
  // biome-ignore lint/suspicious/noExplicitAny: what mongoose takes as a type is known only to mongoose
  definition: any
}

export type OptionalKind<V> = Kind<V> & { optional: true }

/** Every field of an interface, none forgotten: `optional(…)` where it may be missing. */
export type Kinds<T> = { [K in keyof T]-?: undefined extends T[K] ? OptionalKind<Exclude<T[K], undefined>> : Kind<T[K]> & { optional?: never } }

const kind = <V>(definition: object): Kind<V> => ({ definition: { required: true, ...definition } })

type ValueOf<K> = K extends Kind<infer V> ? V : never
type OptionalOf<K> = { [N in keyof K]: K[N] extends { optional: true } ? N : never }[keyof K]
/** What documents of these kinds hold: for a copy, whose fields no rule names first. */
export type DocumentOf<K> = { id: string } & { [N in Exclude<keyof K, OptionalOf<K>>]: ValueOf<K[N]> } & { [N in OptionalOf<K>]?: ValueOf<K[N]> }

export const text = kind<string>({ type: String })
export const flag = kind<boolean>({ type: Boolean })
export const time = kind<Date>({ type: Date })
export const number = kind<number>({ type: Number })
/** The id of a file of the same service (`Blobs`): it is kept as long as a document names it. */
export const blob: Kind<string> = kind({ type: String, blob: true })
/** A number from `min` to `max`, both included. */
export const from = (min: number, max?: number): Kind<number> => kind({ type: Number, min, ...(max !== undefined && { max }) })
/** One of a list's words. What another service tells is `text`: its list may grow first. */
export const oneOf = <V extends string>(words: readonly V[]): Kind<V> => kind({ type: String, enum: words })
export const list = <V>({ definition: { required: _, ...element } }: Kind<V>): Kind<V[]> =>
  kind({ type: [Object.keys(element).length === 1 ? element.type : element] })
/** An object within the document. */
export const part = <P>(kinds: Kinds<P>): Kind<P> => kind({ type: new Schema(definitionsOf(kinds), { _id: false }) })

/** A list too may be missing, which is another thing than an empty one. */
export const optional = <V>({ definition: { required: _, ...definition } }: Kind<V>): OptionalKind<V> => ({
  definition: { ...definition, ...(Array.isArray(definition.type) && { default: undefined }) },
  optional: true,
})
/** What is stored where the field is missing. */
export const byDefault = <V>(value: NoInfer<V>, { definition: { required: _, ...definition } }: Kind<V>): Kind<V> => ({
  definition: { ...definition, default: value },
})

/**
 * Whatever tells of a person: stored sealed. With `lookup` it can still be found by equality and indexed, through a keyed hash; where `lookup`
 * is a function, what it answers is what two values must have in common. With `length` it takes so many bytes, or a multiple of them: nothing tells how many tags somebody has, or which.
 */
export const sealed = <V>({ definition }: Kind<V>, options: { lookup?: Lookup; length?: number } = {}): Kind<V> => ({
  definition: encrypted({ ...definition, ...options }),
})

/** How an interface's documents are stored: its fields (`id` apart), and by `.index(…)` how they are found. */
export function schemaOf<T extends { id: string }>(collection: string, kinds: Kinds<Omit<T, 'id'>>): Schema {
  const schema = new Schema(definitionsOf(kinds), { collection })
  // By which the sweep of blobs finds out whether one is named.
  for (const path of blobPaths(schema)) schema.index({ [path]: 1 })
  return schema
}

export interface Carrying {
  carries?: string[]
  small?: boolean
}

/**
 * What an index holds beside the fields that lead to a document: `.index({ visibleTo: 1, dueAt: 1, _id: 1 }, carrying(['state']))`. A condition on such a field is met in
 * the index, and costs no document; of an array it can be asked what it contains. `small`: what shares the leading fields (all that one telephone asked for) is some hundreds at
 * most, so that it may be asked for in the order of any field that the index has.
 */
export const carrying = (carries: string[], { small = false } = {}): IndexOptions => ({ carries, small }) as IndexOptions

const definitionsOf = (kinds: object) =>
  Object.fromEntries(Object.entries(kinds as Record<string, Kind<unknown>>).map(([name, { definition }]) => [name, definition]))
