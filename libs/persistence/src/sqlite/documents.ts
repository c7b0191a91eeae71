import mongoose from 'mongoose'
import { isWhole } from '../keys'
import type { Shape, StoredRecord } from '../shape'
import type { StationFile } from './file'
import { type IndexRows, IndexTables } from './index-tables'

const { BSON } = mongoose.mongo

export interface Loaded {
  record: StoredRecord
  version: number
}
interface Row {
  version: number
  document: ArrayBuffer
}

/** Inside a write. */
export const defineTable = (file: StationFile, collection: string) =>
  file.run(`CREATE TABLE IF NOT EXISTS "${collection}" (id TEXT PRIMARY KEY, version INTEGER NOT NULL, document BLOB NOT NULL)`)

const toRecord = (document: ArrayBuffer) => BSON.deserialize(new Uint8Array(document)) as StoredRecord

/** A collection's documents in the station's file: BSON (the types of the other store) by id, and their index tables. */
export class Documents {
  readonly indexes: IndexTables
  private readonly table: string

  constructor(
    private readonly file: StationFile,
    shape: Shape,
  ) {
    this.table = `"${shape.name}"`
    this.indexes = new IndexTables(file, shape)
    file.define(() => defineTable(file, shape.name))
    this.indexes.define(() => this.records())
  }

  load(id: string): Loaded | undefined {
    if (!isWhole(id)) return undefined
    const row = this.file.get<Row>(`SELECT version, document FROM ${this.table} WHERE id = ?`, id)
    return row && { record: toRecord(row.document), version: row.version }
  }

  /** Inside a write. `before`: the index rows of the document as it was. */
  put({ record, version }: Loaded, before: IndexRows | undefined): void {
    const document = BSON.serialize(record, { ignoreUndefined: true })
    this.file.run(`INSERT OR REPLACE INTO ${this.table} (id, version, document) VALUES (?, ?, ?)`, record._id, version, document)
    this.indexes.update(record._id, before, this.indexes.rows(record))
  }

  /** Inside a write. */
  remove({ record }: Loaded): void {
    this.indexes.update(record._id, this.indexes.rows(record), undefined)
    this.file.run(`DELETE FROM ${this.table} WHERE id = ?`, record._id)
  }

  count(): number {
    return this.file.get<{ n: number }>(`SELECT count(*) AS n FROM ${this.table}`)?.n ?? 0
  }

  ids(after: string | undefined, descending: boolean, limit: number): string[] {
    const where = after === undefined ? '' : `WHERE id ${descending ? '<' : '>'} ?`
    const values = after === undefined ? [] : [after]
    return this.file
      .all<{ id: string }>(`SELECT id FROM ${this.table} ${where} ORDER BY id ${descending ? 'DESC' : 'ASC'} LIMIT ${limit}`, ...values)
      .map(({ id }) => id)
  }

  /** By id, at most `limit` after one. */
  page(after: string, limit: number): Loaded[] {
    return this.file
      .all<Row>(`SELECT version, document FROM ${this.table} WHERE id > ? ORDER BY id LIMIT ${limit}`, after)
      .map(({ document, version }) => ({ record: toRecord(document), version }))
  }

  private *records(): Iterable<StoredRecord> {
    for (let after = ''; ; ) {
      const page = this.page(after, 200)
      if (!page.length) return
      for (const { record } of page) yield record
      after = page[page.length - 1].record._id
    }
  }
}
