import type { Place } from '../cursor'
import { DuplicateError } from '../errors'
import type { Grouping, GroupRow } from '../grouping'
import { type Key, MISSING, toKey } from '../keys'
import { isOnce, type Plan, type Sort } from '../plan'
import type { Index, Shape, StoredRecord } from '../shape'
import { nextTurn, SLICE } from '../turns'
import { listed, lists, type Met, met } from './conditions'
import type { StationFile } from './file'

/** The rows that stand in the index tables for one document: for each index, its keys. */
export type IndexRows = Key[][][]

/** One index's table, and its statements as text: made once, since each text is looked up by its hash. */
class IndexTable {
  readonly remove: string
  readonly lookup: string
  private readonly width: number
  /** Which column an array leads through, where one does: a document's rows differ in nothing else. */
  private readonly varies: number
  /** By the number of rows. */
  private readonly inserts: string[] = []

  constructor(
    readonly index: Index,
    readonly table: string,
  ) {
    const { fields, carries, lists } = index
    const at = fields.map((_, position) => `k${position} = ?`).join(' AND ')
    this.remove = `DELETE FROM ${table} WHERE ${at} AND id = ?`
    this.lookup = `SELECT id FROM ${table} WHERE ${at}`
    this.width = fields.length + carries.length
    this.varies = fields.findIndex((path) => lists.includes(path))
  }

  /** All rows in one statement, and what they have in common bound once: each call of SQLite, and each value, costs more than the row. */
  insert(rows: Key[][], id: string): [sql: string, ...values: Key[]] {
    this.inserts[rows.length] ??= this.textFor(rows.length)
    const others = rows.length > 1 ? rows.map((row) => row[this.varies]) : []
    return [this.inserts[rows.length], ...rows[0], id, ...others]
  }

  private textFor(count: number): string {
    const { table, width, varies } = this
    const column = (at: number, row: number) => (at === varies && count > 1 ? `?${width + 2 + row}` : `?${at + 1}`)
    const rows = Array.from({ length: count }, (_, row) => `(${Array.from({ length: width + 1 }, (_, at) => column(at, row)).join(', ')})`)
    return `INSERT INTO ${table} VALUES ${rows.join(', ')}`
  }
}

/** What is to be made and dropped in a collection that holds something already. */
export interface Unfinished {
  missing: IndexTable[]
  strange: string[]
}

/**
 * For each index a table of (values…, what it carries…, id), kept in the same write as the documents: one row for each element where a field is an array. Expressions on the
 * documents would not do: they are BSON, and arrays need several rows.
 */
export class IndexTables {
  private readonly tables: IndexTable[]

  constructor(
    private readonly file: StationFile,
    private readonly shape: Shape,
  ) {
    this.tables = shape.indexes.map((index) => new IndexTable(index, `"${shape.name}#${index.name}"`))
  }

  /** Inside a write. Makes the tables that are missing and drops those that no longer belong, at once where the collection is empty; otherwise answers what is left to `complete`. */
  define(isEmpty: boolean): Unfinished | undefined {
    const prefix = `${this.shape.name}#`
    const there = new Set(
      this.file
        .all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, ?) = ?", prefix.length, prefix)
        .map(({ name }) => `"${name}"`),
    )
    const missing = this.tables.filter(({ table }) => !there.delete(table))
    const strange = [...there]
    if (!isEmpty) return missing.length || strange.length ? { missing, strange } : undefined
    for (const table of strange) this.file.run(`DROP TABLE ${table}`)
    for (const each of missing) this.create(each, each.table)
    return undefined
  }

  /**
   * In slices, while nobody asks or writes the collection. A table has another name until it is full: cut off, it is dropped by the next start and made anew. One that
   * no longer belongs is dropped first: not kept up while an older version runs, it would come back incomplete.
   */
  async complete({ missing, strange }: Unfinished, page: (after: string, limit: number) => { record: StoredRecord }[]): Promise<void> {
    for (const table of strange) await this.file.besides(`DROP TABLE ${table}`)
    if (!missing.length) return
    const filling = missing.map(({ index, table }) => new IndexTable(index, table.replace(/"$/, '~"')))
    await this.file.write(() => {
      for (const each of filling) this.create(each, each.table)
    })
    for (let records = page('', SLICE); records.length; records = page(records[records.length - 1].record._id, SLICE)) {
      await this.file.write(() => {
        for (const { record } of records) for (const each of filling) this.insert(each, this.rowsOf(each.index, record), record._id)
      })
      await nextTurn()
    }
    await this.file.write(() => {
      for (const [at, { table }] of missing.entries()) this.file.run(`ALTER TABLE ${filling[at].table} RENAME TO ${table}`)
    })
  }

  /** Of what is sealed: made anew, with what is left to do anyway. */
  again({ missing, strange }: Unfinished = { missing: [], strange: [] }): Unfinished {
    const stale = this.tables.filter((each) => this.shape.leadsToSealed(each.index) && !missing.includes(each))
    return { missing: [...missing, ...stale], strange: [...strange, ...stale.map(({ table }) => table)] }
  }

  rows = (record: StoredRecord): IndexRows => this.tables.map(({ index }) => this.rowsOf(index, record))

  /** Inside a write. Throws DuplicateError where a unique index is taken. */
  update(id: string, before: IndexRows | undefined, after: IndexRows | undefined): void {
    this.tables.forEach((each, at) => {
      const was = before?.[at] ?? []
      const is = after?.[at] ?? []
      const { length } = each.index.fields
      for (const row of was) if (!is.some((other) => same(row, other))) this.file.run(each.remove, ...row.slice(0, length), id)
      const added = was.length ? is.filter((row) => !was.some((other) => same(row, other))) : is
      this.insert(each, added, id)
    })
  }

  /** The document that holds these values of a unique index. */
  holder(index: Index, ...values: Key[]): string | undefined {
    return this.file.get<{ id: string }>(this.tableOf(index).lookup, ...values)?.id
  }

  /** The next stretch of a plan, in order, after a place. Where rows may be passed over for what they carry, and so many may be looked at, they are read off the thread. */
  places(plan: Plan, sort: Sort, after: Place | undefined, limit: number): Place[] | Promise<Place[]> {
    const { index } = plan
    const column = sort.path === 'id' ? 'id' : columnOf(index, sort.path)
    const beyond = sort.descending ? '<' : '>'
    const place: Met | undefined =
      after && (column === 'id' ? [`id ${beyond} ?`, after.id] : [`(${column}, id) ${beyond} (?, ?)`, after.key, after.id])
    const { rows, values } = this.along(plan, place)
    const direction = sort.descending ? 'DESC' : 'ASC'
    const order = column === 'id' ? `id ${direction}` : `${column} ${direction}, id ${direction}`
    const sql = `SELECT ${column} AS key, id FROM ${rows} ORDER BY ${order} LIMIT ${limit}`
    return plan.carried.length ? this.file.allBeside<Place>(sql, ...values) : this.file.all<Place>(sql, ...values)
  }

  /** All documents of a plan. Off the thread. */
  async ids(plan: Plan): Promise<string[]> {
    const { rows, values } = this.along(plan)
    const sql = `SELECT DISTINCT id FROM ${rows}`
    return (await this.file.allBeside<{ id: string }>(sql, ...values)).map(({ id }) => id)
  }

  /** How many documents the plans lead to, each once. Off the thread. */
  async count(plans: Plan[]): Promise<number> {
    if (!plans.length) return 0
    const found = plans.map((plan) => this.along(plan))
    const all = found.map(({ rows }) => `SELECT id FROM ${rows}`).join(' UNION ALL ')
    const sql = `SELECT count(${plans.length === 1 && isOnce(plans[0]) ? '*' : 'DISTINCT id'}) AS n FROM (${all})`
    return (await this.file.allBeside<{ n: number }>(sql, ...found.flatMap(({ values }) => values)))[0].n
  }

  /** For each combination of values: these, how many documents, and their sums. Off the thread. */
  async groups({ plan, by, sums }: Grouping): Promise<GroupRow[]> {
    const along = this.along(plan)
    const keys = by.map((path) => columnOf(plan.index, path))
    const summed = sums.map((path) => columnOf(plan.index, path))
    const asked = [
      ...keys.map((column, at) => `${column} AS g${at}`),
      'count(*) AS n',
      ...summed.map((column, at) => `total(CASE WHEN ${column} > -9e999 THEN ${column} END) AS s${at}`),
    ]
    const grouped = keys.length ? `GROUP BY ${keys.join(', ')}` : 'HAVING count(*) > 0'
    const sql = `SELECT ${asked.join(', ')} FROM ${along.rows} ${grouped}`
    const rows = await this.file.allBeside<Record<string, Key>>(sql, ...along.values)
    return rows.map((row) => ({
      keys: by.map((_, at) => row[`g${at}`]),
      count: row.n as number,
      sums: sums.map((_, at) => row[`s${at}`] as number),
    }))
  }

  private tableOf = (index: Index): IndexTable => this.tables.find((each) => each.index.name === index.name) as IndexTable

  /** The rows that a plan reads, as SQL, and those of them that meet something more. */
  private along(plan: Plan, more?: Met): { rows: string; values: Key[] } {
    const { table } = this.tableOf(plan.index)
    const met = [...bounds(plan, table), ...(more ? [more] : [])]
    const conditions = met.map(([sql]) => sql).join(' AND ')
    return { rows: `${table} AS one${conditions && ` WHERE ${conditions}`}`, values: met.flatMap(([, ...keys]) => keys) }
  }

  private create({ index }: IndexTable, table: string): void {
    const leading = index.fields.map((path) => columnOf(index, path))
    const columns = [...leading, ...index.carries.map((path) => columnOf(index, path))]
    const key = index.unique ? leading : [...leading, 'id']
    this.file.run(
      `CREATE TABLE ${table} (${columns.map((column) => `${column} NOT NULL`).join(', ')}, id TEXT NOT NULL, PRIMARY KEY (${key.join(', ')})) WITHOUT ROWID`,
    )
  }

  private insert(each: IndexTable, rows: Key[][], id: string): void {
    if (!rows.length) return
    try {
      this.file.run(...each.insert(rows, id))
    } catch (error) {
      if ((error as { code?: string }).code?.startsWith('SQLITE_CONSTRAINT')) throw new DuplicateError(this.shape.name, each.index.fields)
      throw error
    }
  }

  private rowsOf(index: Index, record: StoredRecord): Key[][] {
    let rows: Key[][] = [[]]
    for (const path of index.fields) {
      const keys = this.shape.keysAt(record, path)
      if (index.partial && keys.includes(undefined)) return []
      if (keys.length === 1) for (const row of rows) row.push(keys[0] ?? MISSING)
      else rows = rows.flatMap((row) => keys.map((key) => [...row, key ?? MISSING]))
    }
    for (const path of index.carries) {
      const keys = this.shape.keysAt(record, path)
      const carried = index.lists.includes(path) ? listed(keys) : (keys[0] ?? MISSING)
      for (const row of rows) row.push(carried)
    }
    return rows
  }
}

const same = (a: Key[], b: Key[]) => a.every((key, at) => key === b[at])

const columnOf = ({ fields, carries }: Index, path: string): string =>
  fields.includes(path) ? `k${fields.indexOf(path)}` : `c${carries.indexOf(path)}`

/** What a plan's rows have to meet. */
function bounds({ index, fixed, range, carried }: Plan, table: string): Met[] {
  const leading = [...fixed, ...(range ? [range] : [])].flatMap(([path, condition]) => met(columnOf(index, path), condition))
  const further = carried.flatMap(([path, condition]) => {
    const column = columnOf(index, path)
    if (!index.lists.includes(path)) return met(column, condition)
    const key = toKey(condition) as Key
    return index.fields.includes(path) ? [another(index, path, table, key)] : [lists(column, key)]
  })
  return [...leading, ...further]
}

/** That the document stands in the table by another element of the array as well: one look at where that row would be. */
function another({ fields }: Index, path: string, table: string, key: Key): Met {
  const same = fields.map((field, at) => (field === path ? `other.k${at} = ?` : `other.k${at} = one.k${at}`))
  return [`EXISTS (SELECT 1 FROM ${table} AS other WHERE ${same.join(' AND ')} AND other.id = one.id)`, key]
}
