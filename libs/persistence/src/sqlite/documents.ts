import mongoose from 'mongoose'
import { isWhole } from '../keys'
import type { Admit } from '../resealing'
import type { Shape, StoredRecord } from '../shape'
import { progress } from '../tell'
import { nextTurn, SLICE } from '../turns'
import type { StationFile } from './file'
import { type Form, formOf, noteForm } from './forms'
import { type IndexRows, IndexTables, type Unfinished } from './index-tables'

const { BSON } = mongoose.mongo

export interface Loaded {
  record: StoredRecord
  version: number
}

interface Row {
  version: number
  document: ArrayBuffer
}

/** What is left to do before a collection can be asked: its indexes, and, where its documents lie in another form, that. */
interface Unready {
  unfinished?: Unfinished
  before?: Form
}

/** Inside a write. */
export const defineTable = (file: StationFile, collection: string) =>
  file.run(`CREATE TABLE IF NOT EXISTS "${collection}" (id TEXT PRIMARY KEY, version INTEGER NOT NULL, document BLOB NOT NULL)`)

/** Its id is the row's, whatever the document says. */
function toRecord(id: string, document: ArrayBuffer): StoredRecord {
  const record = BSON.deserialize(new Uint8Array(document)) as StoredRecord
  record._id = id
  return record
}

/** A collection's documents in the station's file: BSON (the types of the other store) by id, and their index tables. */
export class Documents {
  readonly indexes: IndexTables
  /** Until every table is there and full: whoever asks or writes waits for it. Absent where they are. */
  opening?: Promise<void>
  private readonly table: string
  private readonly loading: string
  private readonly storing: string

  /** `before`: another of this collection is being opened. */
  constructor(
    private readonly file: StationFile,
    private readonly shape: Shape,
    private readonly admit: Admit,
    before?: Promise<void>,
  ) {
    this.table = `"${shape.name}"`
    this.loading = `SELECT version, document FROM ${this.table} WHERE id = ?`
    this.storing = `INSERT OR REPLACE INTO ${this.table} (id, version, document) VALUES (?, ?, ?)`
    this.indexes = new IndexTables(file, shape)
    this.opening = before || !file.isFree ? this.openLater(before) : this.complete(file.define(() => this.define()))
    this.opening?.then(
      () => {
        this.opening = undefined
      },
      // Told to whoever waits for it.
      () => undefined,
    )
  }

  load(id: string): Loaded | undefined {
    if (!isWhole(id)) return undefined
    const row = this.file.get<Row>(this.loading, id)
    return row && { record: toRecord(id, row.document), version: row.version }
  }

  /** Inside a write. `before`: the index rows of the document as it was. */
  put({ record, version }: Loaded, before: IndexRows | undefined): void {
    this.store({ record, version })
    this.indexes.update(record._id, before, this.indexes.rows(record))
  }

  /** Inside a write. */
  remove({ record }: Loaded): void {
    this.indexes.update(record._id, this.indexes.rows(record), undefined)
    this.file.run(`DELETE FROM ${this.table} WHERE id = ?`, record._id)
  }

  async count(): Promise<number> {
    return (await this.file.allBeside<{ n: number }>(`SELECT count(*) AS n FROM ${this.table}`))[0].n
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
      .all<Row & { id: string }>(`SELECT id, version, document FROM ${this.table} WHERE id > ? ORDER BY id LIMIT ${limit}`, after)
      .map(({ id, document, version }) => ({ record: toRecord(id, document), version }))
  }

  private define(): Unready | undefined {
    defineTable(this.file, this.shape.name)
    const isEmpty = this.page('', 1).length === 0
    const { form, isChanging } = formOf(this.file, this.shape.name)
    const isInForm = this.shape.isInForm(form)
    if (isEmpty && !isInForm) this.noteForm(form)
    const unfinished = this.indexes.define(isEmpty)
    if (isEmpty || (isInForm && !isChanging)) return unfinished && { unfinished }
    return { unfinished, before: { form, isChanging } }
  }

  private complete(unready: Unready | undefined): Promise<void> | undefined {
    return unready && this.makeReady(unready)
  }

  private async makeReady({ unfinished, before }: Unready): Promise<void> {
    const isChanged = before && (await this.bringIntoForm(before))
    const indexes = isChanged ? this.indexes.again(unfinished) : unfinished
    if (indexes) await this.fill(indexes)
    if (before) await this.file.write(() => this.noteForm(before.form))
  }

  private noteForm = (before: string[] | undefined) => noteForm(this.file, this.shape.name, this.shape.formAfter(before))

  /**
   * In slices, while nobody asks or writes the collection. Answers whether anything was changed, now or by a start that was cut off: the indexes are then of what
   * lay there before.
   */
  private async bringIntoForm({ form = [], isChanging }: Form): Promise<boolean> {
    const { name } = this.shape
    const all = await this.count()
    this.file.tell(`${name}: of ${all} documents, those of an earlier version are sealed …`)
    const did = progress((done) => this.file.tell(`${name}: ${done} of ${all} documents …`))
    let sealed = 0
    let isChanged = isChanging
    for (let records = this.page('', SLICE); records.length; records = this.page(records[records.length - 1].record._id, SLICE)) {
      const changed = records.flatMap(({ record, version }) => {
        const inForm = this.shape.inForm(record, version)
        return inForm ? [{ record: inForm, version }] : []
      })
      if (changed.length) await this.admit(name, records.find(({ record }) => this.shape.lacksProof(record))?.record._id)
      if (changed.length)
        await this.file.write(() => {
          if (!isChanged) noteForm(this.file, this.shape.name, form, { isChanging: true })
          for (const one of changed) this.store(one)
        })
      isChanged ||= changed.length > 0
      sealed += changed.length
      did(records.length)
      await nextTurn()
    }
    this.file.tell(`${name}: ${sealed} documents sealed`)
    return isChanged
  }

  private async fill(indexes: Unfinished): Promise<void> {
    const { name } = this.shape
    const all = await this.count()
    this.file.tell(`${name}: indexes of ${all} documents are made …`)
    const did = progress((done) => this.file.tell(`${name}: ${done} of ${all} documents …`))
    await this.indexes.complete(indexes, (after, limit) => {
      const page = this.page(after, limit)
      did(page.length)
      return page
    })
    this.file.tell(`${name}: indexes are made`)
  }

  private store({ record, version }: Loaded): void {
    const document = BSON.serialize(record, { ignoreUndefined: true })
    this.file.run(this.storing, record._id, version, document)
  }

  private async openLater(before: Promise<void> | undefined): Promise<void> {
    await before
    await this.complete(await this.file.write(() => this.define()))
  }
}
