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
  /** Conditions on further columns of its rows: met in the index. */
  carried: Conjunction
  /** Its rows do not run in the order asked for, and are so few that they are put into it. */
  sorted: boolean
  /** Conditions that its rows cannot tell: tried on each document. */
  rest: Conjunction
}

/** By default nobody is told. */
let tell: (question: string) => void = () => undefined

/**
 * Calls back where a condition is to be tried on each document of a set that is not small, which costs some forty microseconds for each on the only thread. Tests
 * throw there, so that such a question is found by the first test that asks it.
 */
export const onTried = (listener: (question: string) => void): void => {
  tell = listener
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
  if (best.rest.length && !isSmall(best))
    tell(`${collection} is asked for ${JSON.stringify(best.rest.map(([path]) => path))}, which its index ${best.index.name} does not carry`)
  return best
}

/** Those that lack the field are many. */
const isSmall = ({ index, fixed }: Pick<Plan, 'index' | 'fixed'>) => index.small && fixed.some(([, condition]) => isEquality(condition))

/**
 * The index that holds `columns` besides, so that no document is opened; a document stands in it once, or once for each element of an array that it is grouped
 * `by`. Throws where there is none.
 */
export function grouped(collection: string, indexes: Index[], conditions: Conjunction, columns: string[], by: string[]): Plan {
  const holds = ({ fields, carries, lists }: Index) =>
    columns.every((path) => (fields.includes(path) && by.includes(path)) || ([...fields, ...carries].includes(path) && !lists.includes(path)))
  const found = indexes.filter(holds).flatMap((index) => follow(index, conditions, undefined) ?? [])
  const whole = found.filter((plan) => !plan.rest.length && isOnce(plan, by)).sort((a, b) => weight(b) - weight(a))
  if (whole[0]) return whole[0]
  throw new Error(`no index of ${collection} holds ${JSON.stringify(columns)} beside ${JSON.stringify(conditions.map(([path]) => path))}`)
}

/** Whether a document stands once along the index, or once for each element of an array that it is looked at `by`: no other array leads there in part. */
export const isOnce = ({ index: { fields, lists }, fixed }: Plan, by: string[] = []): boolean =>
  fields.every((path) => !lists.includes(path) || by.includes(path) || fixed.some(([of]) => of === path))

/** What is small goes before whatever fixes more, since the most that it costs is little; what opens documents comes last. */
function weight(plan: Plan): number {
  const { fixed, range, carried, sorted, rest } = plan
  const least = isSmall(plan) ? 10 : rest.length ? -100 : 0
  return least + fixed.length * 2 + (range ? 1 : 0) + carried.length / 10 - (sorted ? 0.5 : 0)
}

function follow(index: Index, conditions: Conjunction, sort: Sort | undefined): Plan | undefined {
  const fixed: Asked[] = []
  for (const path of index.fields) {
    const asked = conditions.find(([of, condition]) => of === path && (isEquality(condition) || (isAbsence(condition) && !index.partial)))
    if (!asked) break
    fixed.push(asked)
  }
  const next = index.fields[fixed.length]
  const inOrder = !sort || (next === (sort.path === 'id' ? undefined : sort.path) && index.fields.length <= fixed.length + 1)
  if (!inOrder && !(isSmall({ index, fixed }) && ['id', ...index.fields, ...index.carries].includes(sort.path))) return undefined

  const range = conditions.find(([path, condition]) => path === next && isRange(condition))
  if (fixed.length === 0 && !range && conditions.length > 0) return undefined
  // Such an index leaves out the documents that lack a field.
  if (index.partial && next !== undefined && !(range && index.fields.length === fixed.length + 1)) return undefined
  const others = conditions.filter((asked) => asked !== range && !fixed.includes(asked))
  const carried = others.filter((asked) => isInRow(index, asked))
  // An empty array stands in an index as absent, so its absence is looked at again.
  const lacking = fixed.filter(([path, condition]) => isAbsence(condition) && index.lists.includes(path))
  const rest = [...others.filter((asked) => !carried.includes(asked)), ...lacking]
  return { index, fixed, range, carried, sorted: !inOrder, rest }
}

/** Whether the index tells if the condition holds. Of an array that leads to a row, the row holds one element, and another is looked up; of one that it carries, all. */
const isInRow = ({ fields, carries, lists }: Index, [path, condition]: Asked): boolean =>
  (fields.includes(path) || carries.includes(path)) && (!lists.includes(path) || isEquality(condition))
