import { type Address, numberOf } from './dwelling'

const han = /^\p{sc=Han}+$/u
const words = /[\p{L}\p{N}]+/gu

/** The short keys by which a home is found: each two characters of its estate that stand together, its building, its unit and building, its room. */
export function dwellingKeys({ estate, building, room }: Address): string[] {
  const keys = [
    ...partsOf(estate).flatMap(pairs),
    ...(building ? [`b:${numberOf.building(building)}`] : []),
    ...(room ? [`r:${numberOf.room(room)}`] : []),
  ]
  return [...new Set(keys)]
}

/** What somebody types, `易家桥 3栋 501` or `易家桥新村3栋501室`, as keys that must all be there; none where a piece of it leads to no home. */
export function dwellingKeysAsked(text: string): string[] {
  const rest = text
    .normalize('NFKC')
    .replace(/(\d{1,4}|[a-z])\s*(?:栋|幢|座|号楼|#楼?)/giu, ' \u0001$1 ')
    .replace(/\d{1,3}\s*单元/gu, ' ')
  const terms = rest.split(/\s+/).filter(Boolean)
  const asked = terms.map((term) => {
    if (term.startsWith('\u0001')) return [`b:${numberOf.building(term.slice(1))}`]
    if (/^\d{1,5}(?:室|号|户)?$/u.test(term)) return [`r:${numberOf.room(term)}`]
    return partsOf(term).flatMap(pairs)
  })
  return asked.some((keys) => !keys.length) ? [] : [...new Set(asked.flat())]
}

const partsOf = (text: string): string[] => text.normalize('NFKC').toLowerCase().match(words) ?? []

function pairs(part: string): string[] {
  const characters = Array.from(part)
  if (characters.length === 1 || !han.test(part)) return [`e:${part}`]
  return characters.slice(1).map((character, at) => `e:${characters[at]}${character}`)
}
