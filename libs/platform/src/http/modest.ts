import { InvalidInput } from './invalid-input'

/**
 * What no form of ours comes near, and what would cost whoever reads it more than its bytes say: validation goes down into what is nested, looks at each name, and
 * brings combining marks into their order in the square of their number. One person's form would hold up everybody's.
 */
const DEPTH = 8
const VALUES = 2_000
/** Marks upon one character; UAX #15 calls text with no more stream-safe. */
const MARKS = 30

// Also the two that are letters and become marks under NFKC, and what is dropped from between. Beginning where none stands before keeps the search linear.
const mark = '[\\p{M}\\uff9e\\uff9f\\p{Default_Ignorable_Code_Point}]'
const tooManyMarks = new RegExp(`(?<!${mark})${mark}{${MARKS + 1}}`, 'u')

/** Names that every object has. Validation takes a field of such a name for its own: no form of ours has one. */
const isInherited = (name: string) => name in Object.prototype || name === 'prototype'

/** Throws InvalidInput naming what is nested too deep, of which there is too much, or has a name that every object has. */
export function requireModest(whole: object): void {
  let values = 0
  const look = (value: unknown, at?: Place): void => {
    if (++values > VALUES) throw InvalidInput.at(pathTo(at)[0] ?? '', { code: 'too-many-values', max: VALUES })
    if (typeof value === 'string') {
      if (value.length > MARKS && tooManyMarks.test(value)) throw InvalidInput.at(pathTo(at).join('.'), { code: 'too-many-marks', max: MARKS })
      return
    }
    if (typeof value !== 'object' || value === null) return
    const depth = (at?.depth ?? 0) + 1
    if (depth > DEPTH) throw InvalidInput.at(pathTo(at).join('.'), { code: 'too-deep', max: DEPTH })
    for (const name in value) {
      const inner = { name, depth, above: at }
      if (isInherited(name)) throw InvalidInput.at(pathTo(inner).join('.'), { code: 'unknown-field' })
      look((value as Record<string, unknown>)[name], inner)
    }
  }
  look(whole)
}

/** Where a value lies: told only of what is refused. */
interface Place {
  name: string
  depth: number
  above?: Place
}

const pathTo = (place: Place | undefined): string[] => (place ? [...pathTo(place.above), place.name] : [])
