type Fields = Record<string, unknown>

/** What lies at `path`; where the path leads through arrays, an array of what lies in their elements. */
export function valueAt(from: unknown, [key, ...rest]: string[]): unknown {
  if (key === undefined || from === undefined || from === null) return from
  if (Array.isArray(from)) return from.flatMap((element) => valueAt(element, [key, ...rest]) ?? [])
  return valueAt((from as Fields)[key], rest)
}

/** Whether there is something at `path`, be it empty; a place in an array stands for any of its elements. */
export function has(from: unknown, [key, ...rest]: string[]): boolean {
  if (key === undefined) return from !== undefined
  if (typeof from !== 'object' || from === null) return false
  return Array.isArray(from) ? from.some((element) => has(element, rest)) : Object.hasOwn(from, key) && has((from as Fields)[key], rest)
}

/** Whether `value` lies at `path`; a place in an array stands for any of its elements. */
export function holds(from: unknown, [key, ...rest]: string[], value: unknown): boolean {
  if (key === undefined) return from === value
  if (typeof from !== 'object' || from === null) return false
  return Array.isArray(from) ? from.some((element) => holds(element, rest, value)) : holds((from as Fields)[key], rest, value)
}

/** The same value with what lies at `path` converted, in every element where the path leads through arrays. Copies along the path only. */
export function convertAt(from: unknown, path: string[], convert: (value: unknown) => unknown): unknown {
  if (from === undefined || from === null) return from
  if (path.length === 0) return convert(from)
  if (Array.isArray(from)) return from.map((element) => convertAt(element, path, convert))
  const [key, ...rest] = path
  const value = (from as Fields)[key]
  return value === undefined || value === null ? from : { ...(from as Fields), [key]: convertAt(value, rest, convert) }
}

/** What lies at `path`; where the path leads through arrays, an array of the same length, with null where an element has nothing. Undefined where there is nothing at all. */
export function takenAt(from: unknown, path: string[], at = 0): unknown {
  if (from === undefined || from === null) return undefined
  if (at === path.length) return from
  if (!Array.isArray(from)) return takenAt((from as Fields)[path[at]], path, at + 1)
  let found = false
  const taken = from.map((element) => {
    const value = takenAt(element, path, at)
    found ||= value !== undefined
    return value ?? null
  })
  return found ? taken : undefined
}

/** Puts back what `takenAt` took, each where it was. */
export function putAt(into: unknown, path: string[], value: unknown, convert: (value: unknown) => unknown = (same) => same, at = 0): void {
  if (value === null || into === undefined || into === null) return
  if (Array.isArray(into)) into.forEach((element, n) => void putAt(element, path, (value as unknown[])[n], convert, at))
  else if (at < path.length - 1) putAt((into as Fields)[path[at]], path, value, convert, at + 1)
  else (into as Fields)[path[at]] = convert(value)
}

/** The same value, of which nothing is shared. */
export function copied<V>(value: V): V {
  if (Array.isArray(value)) return value.map(copied) as V
  if (value instanceof Date) return new Date(value) as V
  if (typeof value !== 'object' || value === null) return value
  const copy: Fields = {}
  for (const key of Object.keys(value)) copy[key] = copied((value as Fields)[key])
  return copy as V
}
