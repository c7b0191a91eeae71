import { type Asked, type Conjunction, isAbsence, isEquality, isRange } from './filter'
import type { Index } from './shape'

export interface Sort {
  path: string
  descending: boolean
}

export interface Plan {
  index: Index
  /** The index's leading fields, each fixed to one value (or to its absence). */
  fixed: Asked[]
  /** A range on the field after them, which also carries the order. */
  range?: Asked
  /** Conditions that the index does not carry: checked on each document. */
  rest: Conjunction
}

export const parseSort = (sort = 'id'): Sort => ({ path: sort.replace(/^-/, ''), descending: sort.startsWith('-') })

/**
 * The index that fixes the most leading fields and then runs in the order asked for (in any where none is). Throws where there is none: a query that would scan
 * is a fault of the schema, found by the first test that asks it.
 */
export function plan(collection: string, indexes: Index[], conditions: Conjunction, sort?: Sort): Plan {
  let best: Plan | undefined
  for (const index of indexes) {
    const candidate = follow(index, conditions, sort)
    if (candidate && (!best || weight(candidate) > weight(best))) best = candidate
  }
  if (!best) throw new Error(`no index of ${collection} serves ${JSON.stringify(conditions.map(([path]) => path))} by ${sort?.path ?? 'any order'}`)
  return best
}

const weight = ({ fixed, range }: Plan) => fixed.length * 2 + (range ? 1 : 0)

function follow(index: Index, conditions: Conjunction, sort: Sort | undefined): Plan | undefined {
  const fixed: Asked[] = []
  for (const path of index.fields) {
    const asked = conditions.find(([of, condition]) => of === path && (isEquality(condition) || (isAbsence(condition) && !index.partial)))
    if (!asked) break
    fixed.push(asked)
  }
  const next = index.fields[fixed.length]
  if (sort && next !== (sort.path === 'id' ? undefined : sort.path)) return undefined
  if (sort && next !== undefined && index.fields.length > fixed.length + 1) return undefined

  const range = conditions.find(([path, condition]) => path === next && isRange(condition))
  if (fixed.length === 0 && !range && conditions.length > 0) return undefined
  // Such an index leaves out the documents that lack a field.
  if (index.partial && next !== undefined && !(range && index.fields.length === fixed.length + 1)) return undefined
  // Only the identical condition is carried: another one on the same path must hold as well. An empty array stands in an index as absent, so absence is looked at again.
  return { index, fixed, range, rest: conditions.filter((asked) => asked !== range && (isAbsence(asked[1]) || !fixed.includes(asked))) }
}
