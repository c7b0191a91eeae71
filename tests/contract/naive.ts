import type { Filter } from '@yiwang/persistence'
import type { Thing } from './things'

// What a filter and an order mean, told a second time and as plainly as can be: the stores must agree with it.

type Value = string | number | boolean | Date | undefined
const at = (thing: object, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], thing)
const plain = (value: Value) => (value instanceof Date ? value.getTime() : typeof value === 'boolean' ? Number(value) : value)
const bytes = (text: string) => Buffer.from(text).toString('hex')

function compare(a: Value, b: Value): number {
  const [x, y] = [plain(a), plain(b)]
  if (x === y) return 0
  if (x === undefined) return -1
  if (y === undefined) return 1
  const [left, right] = typeof x === 'string' ? [bytes(x), bytes(y as string)] : [x, y]
  return left < right ? -1 : 1
}

export function matches(thing: Thing, { or, ...conditions }: Filter): boolean {
  if (or && !or.some((one) => matches(thing, one))) return false
  return Object.entries(conditions).every(([path, condition]) => {
    const value = at(thing, path)
    const values = (Array.isArray(value) ? value : [value]) as Value[]
    const equals = (wanted: Value) => values.some((one) => one !== undefined && compare(one, wanted) === 0)
    if (typeof condition !== 'object' || condition instanceof Date) return equals(condition)
    if ('all' in condition) return (condition.all as Value[]).every(equals)
    if ('in' in condition) return (condition.in as Value[]).some(equals)
    if ('exists' in condition) return (value !== undefined) === condition.exists
    const { gt, gte, lt, lte } = condition as Record<string, Value>
    return values.some(
      (one) =>
        one !== undefined &&
        (gt === undefined || compare(one, gt) > 0) &&
        (gte === undefined || compare(one, gte) >= 0) &&
        (lt === undefined || compare(one, lt) < 0) &&
        (lte === undefined || compare(one, lte) <= 0),
    )
  })
}

export function sorted(things: Thing[], sort = 'id'): Thing[] {
  const path = sort.replace('-', '')
  const sign = sort.startsWith('-') ? -1 : 1
  return [...things].sort((a, b) => sign * (compare(at(a, path) as Value, at(b, path) as Value) || compare(a.id, b.id)))
}

/** Counts and sums, one document after the other. */
export function grouped(things: Thing[], by: string[], sums: string[]) {
  const found = new Map<string, { by: Record<string, unknown>; count: number; sums: Record<string, number> }>()
  for (const thing of things) {
    let keys: unknown[][] = [[]]
    for (const path of by) {
      const value = at(thing, path)
      const values = Array.isArray(value) ? (value.length ? [...new Set(value)] : [undefined]) : [value]
      keys = keys.flatMap((key) => values.map((one) => [...key, one]))
    }
    for (const key of keys) {
      const name = JSON.stringify(key.map((one) => [typeof one, one]))
      const group = found.get(name) ?? { by: Object.fromEntries(by.map((path, n) => [path, key[n]])), count: 0, sums: {} }
      group.count++
      for (const path of sums) group.sums[path] = (group.sums[path] ?? 0) + ((at(thing, path) as number | undefined) ?? 0)
      found.set(name, group)
    }
  }
  return [...found.values()].sort((a, b) => by.map((path) => compare(a.by[path] as Value, b.by[path] as Value)).find((order) => order) ?? 0)
}
