import type { Schema } from 'mongoose'

/** How documents of a schema end, and what of them goes when they have been kept as long as their kind is, beside what is sealed in them. */
export interface Ending {
  // biome-ignore lint/suspicious/noExplicitAny: each schema's own
  ended: (document: any) => Date | undefined
  // biome-ignore lint/suspicious/noExplicitAny: each schema's own
  besides?: (document: any) => object
  /** Nothing is left of them. Only what publishes no events. */
  isGone?: true
  /** Parts of theirs that lie apart (`of` is the document's id), and lose what is sealed in them first. */
  apart?: Schema
}

interface Besides<T> {
  /** What is not sealed and leads to somebody. */
  besides?: (document: T) => Partial<T>
  isGone?: true
  apart?: Schema
}

const endings = new WeakMap<Schema, Ending>()
const partners = new WeakMap<Schema, Schema>()

/** Says when a document has ended; undefined where it goes on, however old it is: `endedBy<Ticket>(ticketSchema, ({ closedAt }) => closedAt)`. */
export function endedBy<T extends { id: string }>(schema: Schema, ended: (document: T) => Date | undefined, besides: Besides<T> = {}): void {
  endings.set(schema, { ended, ...besides })
  if (besides.apart) partners.set(besides.apart, schema)
}

/** It is made of another schema's documents, and becomes what these become. */
export const endsWith = (schema: Schema, other: Schema): void => void partners.set(schema, other)

export const endingOf = (schema: Schema): Ending | undefined => endings.get(schema)
export const endsWithOf = (schema: Schema): Schema | undefined => partners.get(schema)
