import { type Asked, type Condition, type Conjunction, isAbsence, isEquality, isRange } from './filter'
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
  /** Conditions on what its rows carry. */
  carried: Conjunction
  /** Its rows do not run in the order asked for, and are so few that they are put into it. */
  sorted: boolean
  /** Conditions that the index does not carry: checked on each document. */
  rest: Conjunction
}

export const parseSort = (sort = 'id'): Sort => ({ path: sort.replace(/^-/, ''), descending: sort.startsWith('-') })

/**
 * The index that fixes the most leading fields and then runs in the order asked for (in any where none is, or where it is small). Throws where there is none: a query that would scan
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

const isCarried = (condition: Condition) => isEquality(condition) || isAbsence(condition) || isRange(condition)

/** Those that lack the field are many. */
const isSmall = (index: Index, fixed: Asked[]) => index.small && fixed.some(([, condition]) => isEquality(condition))

/** What is small goes before whatever fixes more: the most that it costs is little. */
const weight = ({ index, fixed, range, carried, sorted }: Plan) =>
  (isSmall(index, fixed) ? 10 : 0) + fixed.length * 2 + (range ? 1 : 0) + carried.length / 10 - (sorted ? 0.5 : 0)

function follow(index: Index, conditions: Conjunction, sort: Sort | undefined): Plan | undefined {
  const fixed: Asked[] = []
  for (const path of index.fields) {
    const asked = conditions.find(([of, condition]) => of === path && (isEquality(condition) || (isAbsence(condition) && !index.partial)))
    if (!asked) break
    fixed.push(asked)
  }
  const next = index.fields[fixed.length]
  const inOrder = !sort || (next === (sort.path === 'id' ? undefined : sort.path) && index.fields.length <= fixed.length + 1)
  const columns = ['id', ...index.fields, ...index.carries]
  if (!inOrder && !(isSmall(index, fixed) && columns.includes(sort.path))) return undefined

  const range = conditions.find(([path, condition]) => path === next && isRange(condition))
  if (fixed.length === 0 && !range && conditions.length > 0) return undefined
  // Such an index leaves out the documents that lack a field.
  if (index.partial && next !== undefined && !(range && index.fields.length === fixed.length + 1)) return undefined
  // Only the identical condition is carried: another one on the same path must hold as well. An empty array stands in an index as absent, so absence is looked at again.
  const carried = conditions.filter((asked) => asked !== range && index.carries.includes(asked[0]) && isCarried(asked[1]))
  const rest = conditions.filter((asked) => asked !== range && !carried.includes(asked) && (isAbsence(asked[1]) || !fixed.includes(asked)))
  return { index, fixed, range, carried, sorted: !inOrder, rest }
}
