import { type Clear } from '@yiwang/persistence/stores'
import type { Schema } from 'mongoose'

/** An area's code and those of all areas above it, as they are now; undefined where it is not known. */
export type Above = (code: string) => string[] | undefined

type Rule = (document: Clear, above: Above) => Record<string, unknown>

const rules = new WeakMap<Schema, Rule>()

/**
 * Says what of a schema's documents follows from the areas, beside `areas` from `areaCode`: asked with a document whose `areas` are those of now. Only what is not sealed, and what the
 * feature itself would store today.
 */
export function drawnBy<T extends { id: string }>(schema: Schema, rule: (document: T, above: Above) => Partial<T>): void {
  rules.set(schema, rule as never)
}

const isPlaced = (schema: Schema): boolean => Boolean(schema.path('areas') && schema.path('areaCode'))

/** Whether its documents hold anything that follows from the areas. */
export const isDrawn = (schema: Schema): boolean => isPlaced(schema) || rules.has(schema)

/** What a document would hold of the areas today, where it holds something else. */
export function redrawn(schema: Schema, document: Clear, above: Above): object | undefined {
  const areas = isPlaced(schema) ? above(document.areaCode as string) : undefined
  const place = areas && { areas }
  const today = { ...place, ...rules.get(schema)?.({ ...document, ...place }, above) }
  const other = Object.entries(today).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(document[field]))
  return other.length ? Object.fromEntries(other) : undefined
}
