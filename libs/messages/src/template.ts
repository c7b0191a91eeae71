/** What a message is for. Whoever refuses one kind hears no more of it; a code that somebody asked for this minute is never refused, and never waits for the morning. */
export const purposes = ['code', 'matter', 'visit', 'notice'] as const
export type Purpose = (typeof purposes)[number]

export type Language = 'zh-CN' | 'en'

/** The words of one kind of message, `{name}` where a value stands. Networks in China carry only what their operator approved, word by word. */
export interface Template<V extends string = string> {
  name: string
  purpose: Purpose
  /** The values in the order in which a gateway takes them. */
  values: readonly V[]
  'zh-CN': string
  en: string
}

/** What a telephone shows: the signature comes first, as the operators demand. */
export function textOf(template: Template, values: readonly string[], language: Language, signature: string): string {
  const words = template[language].replace(/\{(\w+)\}/g, (_, name) => values[template.values.indexOf(name)] ?? '')
  return `【${signature}】${words}`
}
