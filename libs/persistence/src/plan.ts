import type { Condition, Conjunction } from './filter'
import type { Index } from './shape'

export interface Sort {
  path: string
  descending: boolean
}

export interface Plan {
  index: Index
  /** The index's leading fields, each fixed to one value. */
  fixed: [path: string, condition: Condition][]
  /** The field after them carries the order, and perhaps a range. */
  range?: [path: string, condition: Condition]
  /** Conditions that the index does not carry: checked on each document. */
  rest: Conjunction
}

const isEquality = (condition: Condition) => typeof condition !== 'object' || condition instanceof Date

export const parseSort = (sort = 'id'): Sort => ({ path: sort.replace(/^-/, ''), descending: sort.startsWith('-') })

/**
 * The index that fixes the most leading fields and then runs in the order asked for (in any where none is). Throws where there is none: a query that would scan
 * is a fault of the schema, found by the first test that asks it.
 */
export function plan(collection: string, indexes: Index[], conditions: Conjunction, sort?: Sort): Plan {
  const equal = new Map(conditions.filter(([, condition]) => isEquality(condition)))
  let best: Plan | undefined

  for (const index of indexes) {
    let length = 0
    while (length < index.fields.length && equal.has(index.fields[length])) length++
    const next = index.fields[length]
    const inOrder = !sort || (sort.path === 'id' ? next === undefined : next === sort.path && index.fields.length === length + 1)
    const range = conditions.find(([path, condition]) => path === next && !isEquality(condition))
    if (!inOrder || (length === 0 && !range && conditions.length > 0) || length < (best?.fixed.length ?? -1)) continue
    if (best && best.fixed.length === length && !(range && !best.range)) continue

    const fixed = index.fields.slice(0, length).map((path): [string, Condition] => [path, equal.get(path) as Condition])
    const carried = new Set([...fixed.map(([path]) => path), ...(range ? [range[0]] : [])])
    best = { index, fixed, range, rest: conditions.filter(([path]) => !carried.has(path)) }
  }

  if (!best) throw new Error(`no index of ${collection} serves ${JSON.stringify(conditions.map(([path]) => path))} by ${sort?.path ?? 'any order'}`)
  return best
}
