import { mainNumber, normalName } from '@yiwang/domain/normalization'

/** Of somebody, what they can be found by in part. */
export interface Findable {
  name: string
  phones?: string[]
  address?: string
}

const han = /^\p{sc=Han}+$/u
const words = /[\p{L}\p{N}]+/gu
/** `3栋`, `12幢`, `A座`, `3 号楼`, `３＃楼`. */
const building = /(\d{1,4}|[a-z])\s*(?:栋|幢|座|号楼|#楼?)/giu
/** Of a name in letters, words up to this length are looked for as initials are. */
const LONGEST_INITIALS = 4

/**
 * The short keys by which somebody is found whose name, telephone and address are sealed: each two characters of the name that stand together, its first, the
 * initials of its pinyin (`zsf`; of a name that is read in two ways, such as 单 or 曾, both), a telephone's last four digits, and the building. A store keeps
 * keyed hashes of them only (docs/decisions/0035-found-in-part.md).
 */
export function searchKeys({ name, phones = [], address = '' }: Findable): string[] {
  const keys = [
    ...parts(name).flatMap((part) => (han.test(part) ? [first(part), ...pairs(part)] : [word(part)])),
    ...initials(name).map((letters) => `i:${letters}`),
    ...phones.map((phone) => `t:${mainNumber(phone).slice(-4)}`),
    ...buildings(address),
  ]
  return [...new Set(keys)]
}

/**
 * What somebody looks for, as keys that must all be there, the rarest kind first; none where a word of it leads to nobody. `wide`: nothing but a name's first
 * character, which leads to every tenth in the city.
 */
export function keysAsked(text: string): { keys: string[]; wide: boolean } {
  const terms = text.normalize('NFKC').replace(building, ' $1栋 ').split(/\s+/)
  const asked = terms.flatMap(parts).map(asKeys)
  if (asked.some((keys) => !keys.length)) return { keys: [], wide: false }
  const keys = [...new Set(asked.flat())].sort((a, b) => RAREST.indexOf(a[0]) - RAREST.indexOf(b[0]))
  return { keys, wide: keys.every((key) => key.startsWith('s:')) }
}

const RAREST = 'twnibs'

function asKeys(part: string): string[] {
  if (/^(?:\d{1,4}|[a-z])栋$/u.test(part)) return buildings(part)
  if (/^\d{4}$/.test(part)) return [`t:${part}`]
  if (/^\d+$/.test(part)) return []
  if (!han.test(part)) return [word(part)]
  const all = pairs(part)
  return all.length ? all : [first(part)]
}

const parts = (text: string): string[] => normalName(text).toLowerCase().match(words) ?? []
const first = (part: string): string => `s:${String.fromCodePoint(part.codePointAt(0) as number)}`
const word = (part: string): string => (/^[a-z]+$/.test(part) && part.length <= LONGEST_INITIALS ? `i:${part}` : `w:${part}`)
const buildings = (text: string): string[] => [...text.normalize('NFKC').toLowerCase().matchAll(building)].map(([, number]) => `b:${number}`)

function pairs(part: string): string[] {
  const characters = Array.from(part)
  return characters.slice(1).map((character, at) => `n:${characters[at]}${character}`)
}

/** Both readings: as a family name, and as the word it otherwise is. */
function initials(name: string): string[] {
  const characters = parts(name)
    .filter((part) => han.test(part))
    .join('')
  if (!characters) return []
  // Loaded with the first name: 35 ms and 8 MB that a service without residents need not have.
  const { pinyin } = require('pinyin-pro') as typeof import('pinyin-pro')
  const read = (surname: 'head' | 'off') => pinyin(characters, { pattern: 'first', toneType: 'none', type: 'array', surname }).join('')
  return [...new Set([read('head'), read('off')])].filter((letters) => /^[a-z]+$/.test(letters))
}
