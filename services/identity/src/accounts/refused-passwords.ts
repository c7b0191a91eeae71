/** What a password is not made of: whose it is, where they work, and this product. */
export interface PasswordContext {
  account: string
  name: string
  /** Of the areas that the account lies in, from its own up to the city. */
  areas: string[]
}

export type Refusal = 'common-password' | 'password-of-context'

/** Of what is left of a password once its context is taken away. */
const OWN_CHARACTERS = 4

/** Typed without thinking, here: `5201314` sounds like "I love you for ever". */
const everybodys = ['yiwang', '一网', 'woaini', '5201314', '1314', '520', 'admin', 'password', 'mima', '密码', '口令']
const keyboards = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1qaz2wsx3edc4rfv5tgb6yhn7ujm']
const LONGEST_RUN = 3

/**
 * Why a password is refused, or nothing (NIST SP 800-63B-4, 3.1.1.2): it is one of the commonest, or made of nothing but words that whoever knows its owner would try,
 * with a year or a row of keys behind them. How long it must be is the form's rule; that it has capitals, digits or signs is nobody's.
 */
export function refusal(password: string, context: PasswordContext): Refusal | undefined {
  const plain = password.normalize('NFKC').toLowerCase()
  if (commonest().has(plain) || commonest().has(plain.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))) return 'common-password'
  return ownOf(plain, wordsOf(context)).length < OWN_CHARACTERS ? 'password-of-context' : undefined
}

/** What nobody could have known: without the words, years, rows of keys and signs. */
function ownOf(password: string, words: string[]): string[] {
  let rest = password
  for (const word of words) rest = rest.replaceAll(word, ' ')
  rest = rest.replace(/(19|20)\d\d((0[1-9]|1[0-2])([0-2]\d|3[01])?)?/g, ' ').replace(/(.)\1{2,}/gu, ' ')
  return withoutRuns(rest).match(/[\p{L}\p{N}]/gu) ?? []
}

/** `1234`, `qwe`, `cba`: three keys or more that stand in a row. */
function withoutRuns(text: string): string {
  const rows = [...keyboards, ...keyboards.map((row) => [...row].reverse().join(''))]
  let rest = ''
  for (let at = 0; at < text.length; ) {
    let length = 0
    for (const row of rows) while (at + length < text.length && row.includes(text.slice(at, at + length + 1))) length += 1
    if (length >= LONGEST_RUN) rest += ' '
    else rest += text[at]
    at += length >= LONGEST_RUN ? length : 1
  }
  return rest
}

/** The longest first, so that what a shorter one leaves of a longer one is not counted. */
function wordsOf({ account, name, areas }: PasswordContext): string[] {
  const places = areas.map((area) => area.replace(/(市|区|县|街道|镇|乡|社区|村|社区居委会|居委会|村委会)$/u, ''))
  const words = [
    account,
    ...account.split(/[^a-z]+/i),
    name,
    ...namesInLetters(name),
    ...areas,
    ...places,
    ...places.flatMap(inLetters),
    ...everybodys,
  ]
  const known = words.map((word) => word.normalize('NFKC').toLowerCase()).filter((word) => word.length > 1)
  return [...new Set(known)].sort((a, b) => b.length - a.length)
}

/** `zhoumin`, `minzhou`, `zhou`, `min`. */
function namesInLetters(name: string): string[] {
  const read = syllables(name)
  const [family = '', ...given] = read
  return [read.join(''), [...given, family].join(''), family, given.join(''), ...given]
}

const inLetters = (word: string): string[] => {
  const read = syllables(word).join('')
  return read ? [read] : []
}

function syllables(word: string): string[] {
  const characters = word.match(/\p{sc=Han}/gu)?.join('')
  if (!characters) return []
  // Loaded with the first password: 35 ms and 8 MB.
  const { pinyin } = require('pinyin-pro') as typeof import('pinyin-pro')
  return pinyin(characters, { toneType: 'none', type: 'array', surname: 'head', v: true })
}

let known: ReadonlySet<string> | undefined

/** The commonest of all, counted from what leaked elsewhere. Loaded with the first password: 31 ms and 4 MB. */
function commonest(): ReadonlySet<string> {
  const { dictionary } = require('@zxcvbn-ts/language-common') as typeof import('@zxcvbn-ts/language-common')
  known ??= new Set(dictionary['passwords-common'] as unknown as string[])
  return known
}
