import { DomainError } from '@yiwang/domain'
import { compareKeys, type Key, toKey } from './keys'
import { valueAt } from './paths'

type Scalar = string | number | boolean | Date
export type Range = { gt?: Scalar; gte?: Scalar; lt?: Scalar; lte?: Scalar }
/** Equality (on an array: contains), one of, all of (on an array: contains each), a range (on an array: one element lies in it), or presence. */
export type Condition = Scalar | { in: readonly Scalar[] } | { all: readonly Scalar[] } | Range | { exists: boolean }

/**
 * What a feature may ask of its collection: paths of the stored shape (dots for nested ones) and their conditions, all of which must hold,
 * and with `or` one of several such filters as well. Encrypted fields with `lookup` can be asked for equality.
 */
export interface Filter {
  [path: string]: Condition | Filter[] | undefined
  or?: Filter[]
}

export type Asked = [path: string, condition: Condition]
/** Conditions that must all hold; one path may stand in several of them. */
export type Conjunction = Asked[]

const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value) || value instanceof Date

export const isEquality = (condition: Condition): condition is Scalar => isScalar(condition)
export const isRange = (condition: Condition): condition is Range =>
  !isScalar(condition) && !['in', 'all', 'exists'].some((word) => word in condition)
/** Something is there, whatever it is. */
export const isPresence = (condition: Condition): boolean => !isScalar(condition) && 'exists' in condition && condition.exists
export const isAbsence = (condition: Condition): boolean => !isScalar(condition) && 'exists' in condition && !condition.exists

/** The filter as alternatives of plain conjunctions; `in` becomes alternatives too, each of which can follow an index, and `all` several conditions. */
export function alternatives(filter: Filter): Conjunction[] {
  const { or, ...conditions } = filter
  let result: Conjunction[] = or ? or.flatMap(alternatives) : [[]]
  for (const [path, condition] of Object.entries(conditions) as Asked[]) {
    check(path, condition)
    const choices = !isScalar(condition) && 'in' in condition ? condition.in : [condition]
    const each = (choice: Condition): Conjunction => (!isScalar(choice) && 'all' in choice ? choice.all.map((one) => [path, one]) : [[path, choice]])
    result = result.flatMap((conjunction) => choices.map((choice): Conjunction => [...conjunction, ...each(choice)]))
  }
  return result
}

/** A condition that lost its value, or that came from outside as an operator of a store, would show everything. */
function check(path: string, condition: Condition): void {
  if (isScalar(condition)) return
  const entries = Object.entries(condition ?? {})
  const sound = ([operator, value]: [string, unknown]) => {
    if (operator === 'in') return Array.isArray(value) && value.every(isScalar)
    // Of nothing, everything would have all.
    if (operator === 'all') return Array.isArray(value) && value.length > 0 && value.every(isScalar)
    if (operator === 'exists') return typeof value === 'boolean'
    return ['gt', 'gte', 'lt', 'lte'].includes(operator) && (isScalar(value) || value === undefined)
  }
  if (!entries.some(([, value]) => value !== undefined) || !entries.every(sound))
    throw new DomainError('invalid-value', { field: path, reason: 'not a condition' })
}

/** Whether one stored value (or one element of an array) meets a condition. */
export function meets(value: unknown, condition: Condition): boolean {
  if (!isScalar(condition)) {
    if ('exists' in condition) return (value !== undefined && value !== null) === condition.exists
    if ('in' in condition) return condition.in.some((choice) => meets(value, choice))
    if ('all' in condition) return condition.all.every((choice) => meets(value, choice))
  }
  const keys = (Array.isArray(value) ? value : [value]).map(toKey)
  if (!isScalar(condition)) return keys.some((key) => inRange(key, condition as Range))
  const wanted = toKey(condition)
  return keys.some((key) => key === wanted)
}

/** Whether an opened document meets a filter that asks for nothing sealed. */
export const matches = (document: object, filter: Filter): boolean =>
  alternatives(filter).some((conjunction) => conjunction.every(([path, condition]) => meets(valueAt(document, path.split('.')), condition)))

function inRange(key: Key | undefined, { gt, gte, lt, lte }: Range): boolean {
  const against = (bound: Scalar) => {
    const other = toKey(bound) as Key
    return key === undefined || typeof key !== typeof other ? Number.NaN : compareKeys(key, other)
  }
  return (
    (gt === undefined || against(gt) > 0) &&
    (gte === undefined || against(gte) >= 0) &&
    (lt === undefined || against(lt) < 0) &&
    (lte === undefined || against(lte) <= 0)
  )
}
