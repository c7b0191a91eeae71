import type { Place } from '../cursor'
import { alternatives, type Condition, type Conjunction, type Filter, isRange } from '../filter'
import type { Grouping } from '../grouping'
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
  const queries = conjunctions.map((conjunction) => conditionsOf(shape, conjunction))
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

/** What all of a plan's conditions are, as MongoDB is asked them. */
export const conditionsOf = (shape: Shape, conjunction: Conjunction): Query =>
  all(conjunction.map(([path, condition]) => conditionOf(shape, path, condition)))

/** A `group` as MongoDB's own; the conditions on an array that it goes by hold for the element. */
export function pipelineOf(shape: Shape, { plan: { fixed, range, carried }, by, sums }: Grouping): Query[] {
  const leading = [...fixed, ...(range ? [range] : [])]
  const elements = by.filter(shape.leadsThroughArray)
  const at = (path: string) => `$${shape.storedPath(path).join('.')}`
  return [
    { $match: conditionsOf(shape, [...leading, ...carried]) },
    ...elements.flatMap((path) => [
      // One that stands there twice is one group's once.
      { $addFields: { [shape.storedPath(path).join('.')]: { $setUnion: [at(path), []] } } },
      { $unwind: { path: at(path), preserveNullAndEmptyArrays: true } },
      { $match: all(leading.filter(([of]) => of === path).map(([of, condition]) => elementOf(shape, of, condition))) },
    ]),
    {
      $group: {
        _id: Object.fromEntries(by.map((path, n) => [`k${n}`, { $ifNull: [at(path), null] }])),
        count: { $sum: 1 },
        ...Object.fromEntries(sums.map((path, n) => [`s${n}`, { $sum: at(path) }])),
      },
    },
  ]
}

const elementOf = (shape: Shape, path: string, condition: Condition): Query => {
  const asked = conditionOf(shape, path, condition)
  const stored = shape.storedPath(path).join('.')
  const range = (asked[stored] as { $elemMatch?: object } | undefined)?.$elemMatch
  return range ? { [stored]: range } : asked
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
