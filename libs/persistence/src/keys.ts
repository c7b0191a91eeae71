import { DomainError } from '@yiwang/domain'

/** A value as an index keeps it. */
export type Key = string | number

/** Stands in an index for a missing value: sorts before everything, as MongoDB's null does. */
export const MISSING: Key = Number.NEGATIVE_INFINITY

/** A text that can be told from every other: SQLite's ends at a NUL, and half a character has no bytes. */
export const isWhole = (value: unknown): value is string => typeof value === 'string' && !/[\0\p{Surrogate}]/u.test(value)

/** Times become milliseconds, truth 0 or 1; what is missing has no key. Throws DomainError `invalid-value` for what has no place in an order. */
export function toKey(value: unknown): Key | undefined {
  if (value === undefined || value === null) return undefined
  if (value instanceof Date) return toKey(value.getTime())
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number' && !Number.isNaN(value)) return value
  if (isWhole(value)) return value
  throw new DomainError('invalid-value', { reason: 'not comparable' })
}

/** Numbers before text, text by its bytes: the order of both stores. */
export function compareKeys(a: Key, b: Key): number {
  if (typeof a === 'number' && typeof b === 'number') return a === b ? 0 : a - b
  if (typeof a === 'number') return -1
  if (typeof b === 'number') return 1
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b))
}
