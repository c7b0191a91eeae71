import type { Place } from '../cursor'
import { alternatives, type Condition, type Conjunction, type Filter, isRange } from '../filter'
import { MISSING, toKey } from '../keys'
import { plan, type Sort } from '../plan'
import type { Shape } from '../shape'

export type Query = Record<string, unknown>

/**
 * A filter as MongoDB is asked it; undefined where nothing can meet it. Throws where no index serves one of its alternatives by this order: the same
 * plan that the station follows, so that nothing scans on one store that does not on the other. Never a regular expression.
 */
export function queryOf(shape: Shape, filter: Filter, sort?: Sort): Query | undefined {
  if (sort && shape.leadsThroughArray(sort.path)) throw new Error(`${shape.name} cannot be sorted by ${sort.path}: it is an array`)
  const conjunctions = alternatives(filter).map(shape.storedConditions)
  for (const conjunction of conjunctions) requirePlan(shape, conjunction, sort)
  const queries = conjunctions.map((conjunction) => all(conjunction.map(([path, condition]) => conditionOf(shape, path, condition))))
  return queries.length > 1 ? { $or: queries } : queries[0]
}

/** Everything behind a place, in the order that it was taken from. */
export function behind(shape: Shape, sort: Sort, { key, id }: Place): Query {
  const beyond = sort.descending ? '$lt' : '$gt'
  const byId = { _id: { [beyond]: id } }
  if (sort.path === 'id') return byId
  const path = shape.storedPath(sort.path).join('.')
  const value = key === MISSING ? null : shape.valueOf(sort.path, key)
  const tie = { [path]: value, ...byId }
  // What is missing stands before every value.
  if (key === MISSING) return sort.descending ? tie : { $or: [{ [path]: { $ne: null } }, tie] }
  return { $or: [{ [path]: { [beyond]: value } }, ...(sort.descending ? [{ [path]: null }] : []), tie] }
}

export const all = (queries: Query[]): Query => (queries.length > 1 ? { $and: queries } : (queries[0] ?? {}))

function requirePlan(shape: Shape, conjunction: Conjunction, sort: Sort | undefined): void {
  const byId = conjunction.some(([path, condition]) => path === 'id' && !isRangeOrPresence(condition))
  const everything = !conjunction.length && (!sort || sort.path === 'id')
  if (!byId && !everything) plan(shape.name, shape.indexes, conjunction, sort)
}

const isRangeOrPresence = (condition: Condition) => typeof condition === 'object' && !(condition instanceof Date)

function conditionOf(shape: Shape, path: string, condition: Condition): Query {
  const stored = shape.storedPath(path).join('.')
  if (typeof condition === 'object' && 'exists' in condition) return { [stored]: condition.exists ? { $ne: null } : null }
  if (isRange(condition)) {
    const bounds = Object.entries(condition).filter(([, bound]) => toKey(bound) !== undefined)
    const range = Object.fromEntries(bounds.map(([operator, bound]) => [`$${operator}`, bound]))
    // One element must lie in all of it.
    return { [stored]: shape.leadsThroughArray(path) ? { $elemMatch: range } : range }
  }
  toKey(condition)
  return { [stored]: condition }
}
