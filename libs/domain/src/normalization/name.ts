import { asInGbk, dropInvisible, privateCharacter, sinceGbk } from './characters'
import type { Fault } from './fault'

/** What is typed for the dot in a name such as 阿依古丽·买买提; the first is the one that is kept (GB/T 15834, 间隔号). */
const dots = ['·', '•', '・', '‧', '∙', '⋅', '․', '･', '．', '.', '●', '⸱', '⸳', '᛫', 'ꞏ', '﹒', '。']
const dot = '·'
const anyDot = /[^\S\r\n]*[•・‧∙⋅·●⸱⸳᛫ꞏ]+[^\S\r\n]*/g
const stopInName = /(?<=\p{sc=Han})[^\S\r\n]*[.。]+[^\S\r\n]*(?=\p{sc=Han})/gu
const blankInName = /(?<=\p{sc=Han})[^\S\r\n]+(?=\p{sc=Han})/gu

/** A person's name in the one way that it is kept, however it was typed: one dot, no blanks within Chinese names, nothing that cannot be seen. */
export const normalName = (text: string): string =>
  sinceGbk(dropInvisible(text))
    .normalize('NFKC')
    .replace(anyDot, dot)
    .replace(stopInName, dot)
    .replace(blankInName, '')
    .replace(/[^\S\r\n]+/g, ' ')
    .trim()

export const isSameName = (one: string, other: string): boolean => normalName(one) === normalName(other)

/** The name, and how it may lie in what was stored before names were tidied: for search by the whole name. */
export function formsOfName(name: string): string[] {
  const kept = normalName(name)
  const withDots = kept.includes(dot) ? dots.map((one) => kept.replaceAll(dot, one)) : [kept]
  const [first = '', last = '', ...more] = Array.from(kept)
  const spread = last && !more.length ? [`${first} ${last}`, `${first}\u3000${last}`] : []
  return [...new Set([...withDots, ...withDots.map(asInGbk), ...spread])]
}

/** A character that only one system knows cannot be shown to anyone, and would make a second person of the first. */
export function nameFault(name: string): Fault | undefined {
  const character = privateCharacter(name)
  return character ? { code: 'private-character', character: `U+${character.codePointAt(0)?.toString(16).toUpperCase()}` } : undefined
}
