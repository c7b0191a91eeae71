import { type Decision, DomainError, newId } from '@yiwang/domain'
import { type Actor, actorOf, type KnownArea, type Place, placeOf } from '@yiwang/people/rules'
import { type ResidentTag, residentTags } from '../residents/resident'

/** The columns of a table of residents, and what they are called in its first row. */
const columns = {
  name: ['姓名'],
  identityNumber: ['身份证号', '身份证号码', '公民身份号码'],
  phone: ['电话', '手机', '手机号', '手机号码', '联系电话'],
  areaCode: ['区划代码', '社区代码'],
  address: ['住址', '地址', '居住地址'],
  tags: ['标签', '人员类别'],
} as const
export type Column = keyof typeof columns
export const columnNames = Object.keys(columns) as Column[]
/** Without an area everybody is of the importer's own community; without tags nobody has any. */
const NEEDED: Column[] = ['name', 'identityNumber', 'phone', 'address']

const tagWords: Record<ResidentTag, string> = {
  elderly: '老年人',
  'living-alone': '独居',
  'empty-nest': '空巢',
  'left-behind': '留守',
  disabled: '残疾',
  destitute: '特困',
}

/** Where it goes on in the file. */
export interface Reached {
  byte: number
  line: number
}

/** A table of residents, read row by row. What it became is the residents; here is how far it is, and what came of its rows. */
export interface Import extends Place {
  id: string
  /** The file, as long as there is something to read in it, and until when it is kept for that. */
  file?: string
  keptUntil?: Date
  fileName?: string
  size: number
  columns: Column[]
  by: Actor
  startedAt: Date
  endedAt?: Date
  /** Its job; the last one where it was stopped and went on. */
  job?: string
  at: Reached
  /** Rows: registered by it, registered before under the same name, at fault. */
  stored: number
  known: number
  refused: number
}

/** Of rows at fault so many are named, the others counted. */
export const MOST_NAMED = 1_000
/** A file that nobody goes on with tells of people. */
export const KEPT_MS = 30 * 86_400_000

/** Which column each cell of the table is of. Throws `unknown-column`, `column-twice` or `missing-columns`, naming the file. */
export function columnsOf(header: string[]): Column[] {
  const found = header.map((word) => {
    const column = columnNames.find((name) => name === word || (columns[name] as readonly string[]).includes(word))
    if (!column) throw new DomainError('unknown-column', { field: 'file', column: word.slice(0, 60), columns: all(columnNames) })
    return column
  })
  const twice = found.find((column, at) => found.indexOf(column) !== at)
  if (twice) throw new DomainError('column-twice', { field: 'file', column: all([twice]) })
  const missing = NEEDED.filter((column) => !found.includes(column))
  if (missing.length) throw new DomainError('missing-columns', { field: 'file', columns: all(missing) })
  return found
}

const all = (names: Column[]) => names.map((name) => `${columns[name][0]} (${name})`).join('、')

/** A row as somebody would type it at the door: empty cells are not there. */
export function typed(cells: string[], order: Column[], areaCode: string): Record<string, unknown> {
  const row: Record<string, unknown> = order.includes('areaCode') ? {} : { areaCode }
  order.forEach((column, at) => {
    const cell = cells[at]
    if (cell) row[column] = column === 'tags' ? cell.split(/[\s;；、|]+/).map(tagOf) : cell
  })
  return row
}

const tagOf = (word: string) => residentTags.find((tag) => tagWords[tag] === word) ?? word

export function begin(
  file: { id: string; name?: string; size: number },
  order: Column[],
  at: Reached,
  area: KnownArea,
  { by, now }: { by: Actor; now: Date },
): Decision<Import> {
  const keptUntil = new Date(now.getTime() + KEPT_MS)
  const { id, name: fileName, size } = file
  const none = { stored: 0, known: 0, refused: 0 }
  return { set: { id: newId(), file: id, keptUntil, fileName, size, columns: order, ...placeOf(area), by: actorOf(by), startedAt: now, at, ...none } }
}

/** What came of some rows. */
export interface Came {
  from: Reached
  /** Absent at the end. */
  next?: Reached
  /** The line of the last of them. */
  line: number
  stored: number
  known: number
  refused: number
}

/** Nothing where these rows were counted before: the slice was done again. */
export function advance(one: Import, { from, next, line, stored, known, refused }: Came, now: Date): Decision<Import> | undefined {
  if (one.endedAt || one.at.byte !== from.byte) return undefined
  const counts = { stored: one.stored + stored, known: one.known + known, refused: one.refused + refused }
  return {
    set: next ? { at: next, ...counts } : { ...counts, at: { byte: one.size, line }, endedAt: now, file: undefined, keptUntil: undefined },
  }
}
