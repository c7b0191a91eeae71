type Fields = Record<string, unknown>

/** Keys in one order, whichever they were written in: MongoDB puts new ones behind the others. */
export function keysInOrder(fields: Fields): string[] {
  const keys = Object.keys(fields)
  for (let at = 1; at < keys.length; at++) if (keys[at - 1] > keys[at]) return keys.sort()
  return keys
}

/**
 * A value as one text: the same for the same content, on either store and in whichever order its keys lie, and never the same for another. Each part has its type before it and
 * its length or an end behind it, so that no text can be taken for two values, nor several behind each other for others. `omitted`: keys of its own that are no part of it.
 */
export function canonical(value: unknown, omitted?: ReadonlySet<string>): string {
  switch (typeof value) {
    case 'string':
      return `"${value.length}:${value}`
    case 'number':
      return `#${value};`
    case 'boolean':
      return value ? '+' : '-'
  }
  // In a list, both stores keep what is missing as null.
  if (value === null || value === undefined) return '~'
  if (Array.isArray(value)) {
    let text = '['
    for (const one of value) text += canonical(one)
    return `${text}]`
  }
  if (value instanceof Date) return `@${value.getTime()};`
  if (!isPlain(value)) throw new TypeError('this kind of value has no place in a document')
  let text = '{'
  for (const key of keysInOrder(value)) if (value[key] !== undefined && !omitted?.has(key)) text += `${key.length}:${key}${canonical(value[key])}`
  return `${text}}`
}

function isPlain(value: unknown): value is Fields {
  if (typeof value !== 'object') return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
