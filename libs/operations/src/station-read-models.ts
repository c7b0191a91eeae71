import type { StoredRecord } from '@yiwang/persistence/operations'
import { EventLog, type StationFile } from '@yiwang/persistence/stores'
import mongoose from 'mongoose'
import type { IdsPage, ReadModels } from './read-model'

interface Row {
  id: string
  document: ArrayBuffer
}

/**
 * Read models in a station's file. A document's rows in the index tables can only be found by its values, and of those nothing is known here: the tables are dropped
 * whole, off the thread, and the station makes and fills them when it starts.
 */
export class StationReadModels implements ReadModels {
  constructor(private readonly file: StationFile) {}

  has = async (collection: string): Promise<boolean> =>
    this.file.get("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", collection) !== undefined

  publishes = async (collection: string): Promise<boolean> =>
    this.file.get('SELECT 1 FROM log WHERE source = ? LIMIT 1', `/${collection.replace('.', '/')}`) !== undefined

  rewind = (group: string): Promise<boolean> => new EventLog(this.file).rewind(group)

  async count(collection: string): Promise<number> {
    return this.file.get<{ n: number }>(`SELECT count(*) AS n FROM "${collection}"`)?.n ?? 0
  }

  /** Only what is in the documents says whose they are. */
  async page(collection: string, after: string, limit: number, group?: string): Promise<IdsPage> {
    const columns = group === undefined ? 'id' : 'id, document'
    const rows = this.file.all<Row>(`SELECT ${columns} FROM "${collection}" WHERE id > ? ORDER BY id LIMIT ${limit}`, after)
    const ids = rows.filter(({ document }) => group === undefined || groupOf(document) === group).map(({ id }) => id)
    return { ids, last: rows.at(-1)?.id }
  }

  async remove(collection: string, ids: string[]): Promise<void> {
    await this.dropIndexes(collection)
    await this.file.write(() => {
      for (const id of ids) this.file.run(`DELETE FROM "${collection}" WHERE id = ?`, id)
    })
  }

  private async dropIndexes(collection: string): Promise<void> {
    const prefix = `${collection}#`
    const sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, ?) = ?"
    for (const { name } of this.file.all<{ name: string }>(sql, prefix.length, prefix)) await this.file.besides(`DROP TABLE "${name}"`)
  }
}

const groupOf = (document: ArrayBuffer): unknown => (mongoose.mongo.BSON.deserialize(new Uint8Array(document)) as StoredRecord).group
