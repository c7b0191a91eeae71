import { type Condition, isAbsence, isEquality, isPresence, type Range } from '../filter'
import { type Key, MISSING, toKey } from '../keys'

/** A condition in SQL, and its values. */
export type Met = [sql: string, ...Key[]]

const OPERATORS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** That a column holds what meets a condition. */
export function met(column: string, condition: Condition): Met[] {
  if (isAbsence(condition)) return [[`${column} = ?`, MISSING]]
  if (isPresence(condition)) return [[`${column} > ?`, MISSING]]
  if (isEquality(condition)) return [[`${column} = ?`, toKey(condition) as Key]]
  return (Object.entries(condition) as [keyof Range, Range[keyof Range]][]).flatMap(([operator, bound]): Met[] => {
    const key = toKey(bound)
    // Within one kind: numbers, or text, and never what is missing.
    const kind = typeof key === 'number' ? `${column} > -9e999 AND ${column} < ''` : `${column} >= ''`
    return key === undefined ? [] : [[`${column} ${OPERATORS[operator]} ? AND ${kind}`, key]]
  })
}

/** An array as a row carries it: line by line, each as JSON, where no line ends within. */
export const listed = (keys: (Key | undefined)[]): string => `\n${keys.map((key) => (key === undefined ? '' : `${JSON.stringify(key)}\n`)).join('')}`

/** That an array which a row carries has this element. */
export const lists = (column: string, key: Key): Met => [`instr(${column}, ?) > 0`, listed([key])]
