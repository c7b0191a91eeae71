import mongoose from 'mongoose'
import { UnreadableDocument } from '../errors'
import type { KeyName } from '../key-names'
import type { Kept } from '../resealing'
import { isProven, PROVEN, type StoredRecord } from '../shape'
import type { StoredDocument, StoredDocuments } from '../stored-documents'
import { defineTable } from './documents'
import type { StationFile } from './file'
import { formsIn } from './forms'

const { BSON } = mongoose.mongo

interface Row {
  id: string
  version: number
  document: ArrayBuffer
}

/**
 * The documents of a station's file. Of what stands in the tables of indexes nothing is known here: what is added comes into them when the station next starts, and where
 * something is removed they are dropped whole, and made and filled by it again.
 */
export class SqliteStoredDocuments implements StoredDocuments {
  /** A table never goes. */
  private readonly known = new Set<string>()

  constructor(private readonly file: StationFile) {}

  /** Behind a collection's name and a `#` come its indexes. */
  async collections(): Promise<string[]> {
    const sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%.%' AND name NOT LIKE '%#%' ORDER BY name"
    return this.file.all<{ name: string }>(sql).map(({ name }) => name)
  }

  async measure(collection: string) {
    if (!this.has(collection)) return { documents: 0, versions: 0 }
    const sql = `SELECT count(*) AS documents, coalesce(sum(version), 0) AS versions FROM "${collection}"`
    const { documents, versions } = this.file.get<{ documents: number; versions: number }>(sql) as { documents: number; versions: number }
    return { documents, versions }
  }

  async areProven(service?: string): Promise<boolean> {
    const forms = formsIn(this.file)
    const names = (await this.collections()).filter((name) => isProven(name) && (!service || name.startsWith(`${service}.`)))
    return names.length > 0 && names.every((name) => forms.get(name)?.includes(PROVEN))
  }

  publishes = async (collection: string): Promise<boolean> =>
    this.file.get('SELECT 1 FROM log WHERE source = ? LIMIT 1', `/${collection.replace('.', '/')}`) !== undefined

  async get(collection: string, id: string): Promise<StoredDocument | undefined> {
    if (!this.has(collection)) return undefined
    const row = this.file.get<Row>(`SELECT id, version, document FROM "${collection}" WHERE id = ?`, id)
    return row && this.read(collection, row)
  }

  async page(collection: string, after: string, limit: number): Promise<StoredDocument[]> {
    const sql = `SELECT id, version, document FROM "${collection}" WHERE id > ? ORDER BY id LIMIT ${limit}`
    return this.file.all<Row>(sql, after).map((row) => this.read(collection, row))
  }

  async ids(collection: string, after: string, limit: number): Promise<string[]> {
    return this.file.all<Row>(`SELECT id FROM "${collection}" WHERE id > ? ORDER BY id LIMIT ${limit}`, after).map(({ id }) => id)
  }

  async last(collection: string): Promise<string | undefined> {
    if (!this.has(collection)) return undefined
    return this.file.get<{ id: string }>(`SELECT id FROM "${collection}" ORDER BY id DESC LIMIT 1`)?.id
  }

  add(collection: string, documents: Kept[]): Promise<void> {
    return this.file.write(() => {
      defineTable(this.file, collection)
      for (const { version, record } of documents) {
        const document = BSON.serialize(record, { ignoreUndefined: true })
        this.file.run(`INSERT INTO "${collection}" (id, version, document) VALUES (?, ?, ?)`, record._id, version, document)
      }
    })
  }

  async remove(collection: string, ids: string[]): Promise<void> {
    const prefix = `${collection}#`
    const sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, ?) = ?"
    for (const { name } of this.file.all<{ name: string }>(sql, prefix.length, prefix)) await this.file.besides(`DROP TABLE "${name}"`)
    await this.file.write(() => {
      for (const id of ids) this.file.run(`DELETE FROM "${collection}" WHERE id = ?`, id)
    })
  }

  keys = async (): Promise<KeyName[]> => namesIn(this.file)

  addKeys(names: KeyName[]): Promise<void> {
    return this.file.write(() => {
      for (const { id, since = 1, apart = false } of names) {
        this.file.run('INSERT OR IGNORE INTO keys (id, since, apart) VALUES (?, ?, 1)', id, since)
        if (!apart) this.file.run('UPDATE keys SET apart = NULL WHERE id = ?', id)
      }
    })
  }

  private read(collection: string, { id, version, document }: Row): StoredDocument {
    try {
      // Its id is the row's, whatever the document says.
      const record = { ...BSON.deserialize(new Uint8Array(document)), _id: id } as StoredRecord
      return { record, version, waiting: [] }
    } catch (error) {
      throw new UnreadableDocument(collection, id, error)
    }
  }

  private has(collection: string): boolean {
    if (!this.known.has(collection) && this.file.get("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", collection))
      this.known.add(collection)
    return this.known.has(collection)
  }
}

/** Of the keys that sealed something in a file. */
export const namesIn = (file: StationFile): KeyName[] =>
  file
    .all<{ id: string; since: number | null; apart: number | null }>('SELECT id, since, apart FROM keys')
    .map(({ id, since, apart }) => ({ id, since: since ?? undefined, apart: apart === 1 }))
