import type { Group } from './collection'
import { alternatives, type Filter } from './filter'
import { compareKeys, type Key, MISSING } from './keys'
import { grouped, type Plan } from './plan'
import type { Shape } from './shape'

/** One question of a `group`: all of its columns lie in the plan's index. */
export interface Grouping {
  plan: Plan
  by: string[]
  sums: string[]
}

export interface GroupRow {
  keys: Key[]
  count: number
  sums: number[]
}

const MOST_FIELDS = 3
/** More are no figures, but a list. */
const MOST_GROUPS = 10_000

/** The plans of a `group`, the same on both stores; no two lead to the same document. Throws where no index holds all that is asked. */
export function groupings(shape: Shape, filter: Filter, by: string[], sums: string[]): Grouping[] {
  if (by.length > MOST_FIELDS) throw new RangeError(`a group goes by at most ${MOST_FIELDS} fields`)
  if (filter.or) throw new Error(`${shape.name} cannot be grouped by alternatives: what meets two of them would count twice`)
  const once = Object.fromEntries(Object.entries(filter).map(([path, condition]) => [path, each(shape, path, condition)]))
  return alternatives(once as Filter).map((conjunction) => ({
    plan: grouped(shape.name, shape.indexes, shape.storedConditions(conjunction), [...by, ...sums], by),
    by,
    sums,
  }))
}

/** Alternatives of one value exclude each other; those of a list do not. */
function each(shape: Shape, path: string, condition: Filter[string]): Filter[string] {
  if (typeof condition !== 'object' || !('in' in condition) || !Array.isArray(condition.in)) return condition
  if (shape.leadsThroughArray(path))
    throw new Error(`${shape.name} cannot be grouped by alternatives of ${path}: what contains two of them would count twice`)
  return { in: [...new Set(condition.in)] }
}

/** Rows of the same values added up, in the order of their keys. */
export function groupsOf(shape: Shape, by: string[], sums: string[], rows: GroupRow[]): Group[] {
  const found = new Map<string, GroupRow>()
  for (const row of rows) {
    const name = JSON.stringify(row.keys)
    const known = found.get(name)
    found.set(name, known ? { ...row, count: known.count + row.count, sums: row.sums.map((sum, at) => sum + known.sums[at]) } : row)
  }
  if (found.size > MOST_GROUPS) throw new RangeError(`${shape.name} has more than ${MOST_GROUPS} groups by ${by}`)
  const inOrder = [...found.values()].sort((a, b) => a.keys.map((key, at) => compareKeys(key, b.keys[at])).find((order) => order !== 0) ?? 0)
  return inOrder.map((row) => ({
    by: Object.fromEntries(by.map((path, at) => [path, row.keys[at] === MISSING ? undefined : shape.valueOf(path, row.keys[at])])) as Group['by'],
    count: row.count,
    sums: Object.fromEntries(sums.map((path, at) => [path, row.sums[at]])),
  }))
}
