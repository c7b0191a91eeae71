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
