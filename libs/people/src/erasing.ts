import type { Schema } from 'mongoose'
import type { EraseRule } from './rules'

interface Erasing {
  // biome-ignore lint/suspicious/noExplicitAny: each schema's own
  rule: EraseRule<any>
  /** Steps of its history that lie apart. */
  apart?: Schema
}

const rules = new WeakMap<Schema, Erasing>()

/** Says what of a schema's documents goes with somebody who is to be forgotten: `erasedBy<Ticket>(ticketSchema, eraseFrom)`. */
export function erasedBy<T extends { id: string }>(schema: Schema, rule: EraseRule<T>, { apart }: { apart?: Schema } = {}): void {
  rules.set(schema, { rule, apart })
}

export const erasingOfSchema = (schema: Schema): Erasing | undefined => rules.get(schema)
