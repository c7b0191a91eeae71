/** A value as an index keeps it. */
export type Key = string | number

/** Stands in an index for a missing value: sorts before everything, as MongoDB's null does. */
export const MISSING: Key = Number.NEGATIVE_INFINITY

/** Times become milliseconds, truth 0 or 1; what is missing has no key. */
export function toKey(value: unknown): Key | undefined {
  if (value === undefined || value === null) return undefined
  if (value instanceof Date) return value.getTime()
  if (typeof value === 'boolean') return value ? 1 : 0
  return value as Key
}

/** Numbers before text, text by its bytes: the order of both stores. */
export function compareKeys(a: Key, b: Key): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'number') return -1
  if (typeof b === 'number') return 1
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
