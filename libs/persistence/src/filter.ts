import { compareKeys, type Key, toKey } from './keys'

type Scalar = string | number | boolean | Date
/** Equality (on an array: contains), one of, a range, or presence. */
export type Condition = Scalar | { in: readonly Scalar[] } | { gt?: Scalar; gte?: Scalar; lt?: Scalar; lte?: Scalar } | { exists: boolean }

/**
 * What a feature may ask of its collection: paths of the stored shape (dots for nested ones) and their conditions, all of which must hold,
 * and with `or` one of several such filters as well. Encrypted fields with `lookup` can be asked for equality.
 */
export interface Filter {
  [path: string]: Condition | Filter[] | undefined
  or?: Filter[]
}

export type Conjunction = [path: string, condition: Condition][]

const isObject = (condition: Condition): condition is Exclude<Condition, Scalar> => typeof condition === 'object' && !(condition instanceof Date)

/** The filter as alternatives of plain conjunctions; `in` becomes alternatives too, each of which can follow an index. */
export function alternatives(filter: Filter): Conjunction[] {
  const { or, ...conditions } = filter
  let result: Conjunction[] = or ? or.flatMap(alternatives) : [[]]
  for (const [path, condition] of Object.entries(conditions) as [string, Condition][]) {
    // A condition that lost its value would show everything.
    if (condition === undefined || condition === null) throw new Error(`the condition on ${path} has no value`)
    const choices = isObject(condition) && 'in' in condition ? condition.in : [condition]
    result = result.flatMap((conjunction) => choices.map((choice): Conjunction => [...conjunction, [path, choice]]))
  }
  return result
}

/** Whether one stored value (or one element of an array) meets a condition. */
export function meets(value: unknown, condition: Condition): boolean {
  if (isObject(condition)) {
    if ('exists' in condition) return (value !== undefined && value !== null) === condition.exists
    if ('in' in condition) return condition.in.some((choice) => meets(value, choice))
  }
  const values = Array.isArray(value) ? value : [value]
  if (!isObject(condition)) return values.some((one) => toKey(one) === toKey(condition))
  return values.some((one) => inRange(toKey(one), condition))
}

function inRange(key: Key | undefined, range: { gt?: Scalar; gte?: Scalar; lt?: Scalar; lte?: Scalar }): boolean {
  const against = (bound: Scalar) => {
    const other = toKey(bound) as Key
    return key === undefined || typeof key !== typeof other ? Number.NaN : compareKeys(key, other)
  }
  return (
    (range.gt === undefined || against(range.gt) > 0) &&
    (range.gte === undefined || against(range.gte) >= 0) &&
    (range.lt === undefined || against(range.lt) < 0) &&
    (range.lte === undefined || against(range.lte) <= 0)
  )
}
