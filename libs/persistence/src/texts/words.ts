import type { Jieba } from '@node-rs/jieba'

const token = /\p{sc=Han}|(?:(?!\p{sc=Han})[\p{L}\p{M}\p{N}])+/gu

/** Of a question what says nothing of what is looked for, unless there is nothing else. */
const EMPTY = new Set(
  '的 地 得 了 着 吗 呢 吧 啊 呀 么 嘛 怎么 怎样 怎么样 如何 什么 哪 哪里 哪儿 哪些 为什么 在 是 有 和 与 及 或 我 我们 你 你们 您 请 请问 想 想问 可以 the a an of to and or in for is are how what where'.split(
    ' ',
  ),
)
/** From here on a word in letters is found by its beginning. */
const SHORTEST_BEGINNING = 2

/** Full width and half width, capitals and small letters are the same. */
const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

/** A text as it is indexed: its Chinese characters one by one, runs of other letters and digits whole. So no dictionary decides what is found, and names that no dictionary knows are. */
export const tokensOf = (text: string): string[] => folded(text).match(token) ?? []

export interface Word {
  /** They stand together, in this order. */
  tokens: string[]
  /** The last of them may go on. */
  isBeginning: boolean
}

/** The words that somebody looks for, as a dictionary parts them. A text must have all of them, wherever. */
export function wordsOf(asked: string): Word[] {
  const words = cutter()
    .cut(folded(asked), true)
    .flatMap(partsOf)
    .map(tokensOf)
    .filter((tokens) => tokens.length)
  const telling = words.filter((tokens) => !EMPTY.has(tokens.join('')))
  return (telling.length ? telling : words).map((tokens) => ({ tokens, isBeginning: isBeginning(tokens.at(-1) as string) }))
}

const isBeginning = (last: string): boolean => last.length >= SHORTEST_BEGINNING && /\p{L}/u.test(last) && !/\p{sc=Han}/u.test(last)

/** What is put together from shorter words is looked for as these: 停水通知 finds 停水的通知 too. */
function partsOf(word: string): string[] {
  const parts: string[] = []
  let rest = word
  for (const part of cutter().cutForSearch(word, true)) {
    if (part.length === word.length || !rest.startsWith(part)) continue
    parts.push(part)
    rest = rest.slice(part.length)
  }
  return rest ? [word] : parts
}

let jieba: Jieba | undefined

/** Its dictionary takes 40 MB, and is read when somebody first looks for something. */
function cutter(): Jieba {
  if (jieba) return jieba
  const { Jieba } = require('@node-rs/jieba') as typeof import('@node-rs/jieba')
  const { dict } = require('@node-rs/jieba/dict') as typeof import('@node-rs/jieba/dict')
  jieba = Jieba.withDict(dict)
  return jieba
}
