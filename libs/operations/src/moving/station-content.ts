import { defineTable, type KeyName, type StoredRecord } from '@yiwang/persistence/operations'
import type { StationFile } from '@yiwang/persistence/stores'
import mongoose from 'mongoose'
import type { Head, Seal } from '../evidence/seal'
import { collectionsIn } from '../evidence/station/documents'
import { SealRows } from '../evidence/station/seal-rows'
import type { Content, MovedDocument } from './content'

const { BSON } = mongoose.mongo

interface Row {
  id: string
  version: number
  document: ArrayBuffer
}

/** A station's file. The tables of its indexes are made by the station itself when it starts. */
export class StationContent implements Content {
  private readonly rows: SealRows

  constructor(private readonly file: StationFile) {
    this.rows = new SealRows(file)
  }

  collections = async () => collectionsIn(this.file)

  async measure(collection: string) {
    if (!collectionsIn(this.file).includes(collection)) return { documents: 0, versions: 0 }
    const sql = `SELECT count(*) AS documents, coalesce(sum(version), 0) AS versions FROM "${collection}"`
    const { documents, versions } = this.file.get<{ documents: number; versions: number }>(sql) as { documents: number; versions: number }
    return { documents, versions }
  }

  async last(collection: string): Promise<string | undefined> {
    if (!collectionsIn(this.file).includes(collection)) return undefined
    return this.file.get<{ id: string }>(`SELECT id FROM "${collection}" ORDER BY id DESC LIMIT 1`)?.id
  }

  async after(collection: string, id: string, limit: number): Promise<MovedDocument[]> {
    const sql = `SELECT id, version, document FROM "${collection}" WHERE id > ? ORDER BY id LIMIT ${limit}`
    return this.file
      .all<Row>(sql, id)
      .map(({ version, document }) => ({ version, record: BSON.deserialize(new Uint8Array(document)) as StoredRecord }))
  }

  add(collection: string, documents: MovedDocument[]): Promise<void> {
    return this.file.write(() => {
      defineTable(this.file, collection)
      for (const { version, record } of documents) {
        const document = BSON.serialize(record, { ignoreUndefined: true })
        this.file.run(`INSERT INTO "${collection}" (id, version, document) VALUES (?, ?, ?)`, record._id, version, document)
      }
    })
  }

  keys = async (): Promise<KeyName[]> =>
    this.file.all<{ id: string; since: number | null }>('SELECT id, since FROM keys').map(({ id, since }) => ({ id, since: since ?? undefined }))

  addKeys(names: KeyName[]): Promise<void> {
    return this.file.write(() => {
      for (const { id, since = 1 } of names) this.file.run('INSERT OR IGNORE INTO keys (id, since) VALUES (?, ?)', id, since)
    })
  }

  seals = () => this.rows.seals()
  heads = (seal: Seal): Promise<Head[]> => this.rows.heads(seal)
  addMoved = (seal: Seal, heads: Head[]): Promise<void> => this.file.write(() => this.rows.addMoved(seal, heads))
}
