import type zh from './zh-CN.json'

export type Language = 'zh-CN' | 'en'

type Leaves<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaves<T[K]>}` }[keyof T & string]

/** A name such as `ticket.state.received`; one that the Chinese file lacks does not compile. */
export type TextKey = Leaves<typeof zh>
export type Texts = typeof zh
export type Translate = (key: TextKey, values?: Record<string, string | number>) => string

/** `{count}` is the value of that name; `{count|ticket|tickets}` the first word where it is one, else the second. */
export function translator(texts: Texts): Translate {
  return (key, values) => {
    let found: unknown = texts
    for (const part of key.split('.')) found = (found as Record<string, unknown> | undefined)?.[part]
    return String(found).replace(/\{(\w+)(?:\|(.*?)\|(.*?))?\}/g, (_, name, one, several) => {
      if (one === undefined) return String(values?.[name] ?? '')
      return Number(values?.[name]) === 1 ? one : several
    })
  }
}

/** `ticket.state.${state}` for words that a service sends: where the portal does not know one, it shows it as sent. */
export function wordOf(t: Translate, group: string, word: string): string {
  const text = t(`${group}.${word}` as TextKey)
  return text === 'undefined' ? word : text
}
