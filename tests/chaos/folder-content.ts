import { join } from 'node:path'
import Database from 'libsql'
import mongoose from 'mongoose'

const { BSON } = mongoose.mongo

interface Content {
  documents: Record<string, Record<string, unknown>>
  events: Record<string, string>
  positions: Record<string, number>
  keys: string[]
}

/** What a station's folder holds, read with nothing of the house's own code. */
export function contentOf(directory: string): Content {
  const db = new Database(join(directory, 'station.db'))
  const all = <R>(sql: string) => db.prepare(sql).all([]) as R[]
  const tables = all<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%.%' AND name NOT LIKE '%#%' ORDER BY name",
  )
  const documents: Content['documents'] = {}
  for (const { name } of tables) {
    const rows = all<{ id: string; version: number; document: ArrayBuffer }>(`SELECT id, version, document FROM "${name}" ORDER BY id`)
    const entries = rows.map(({ id, version, document }) => [id, { version, ...BSON.deserialize(new Uint8Array(document)) }])
    if (entries.length) documents[name] = Object.fromEntries(entries)
  }
  const log = all<{ source: string; subject: string; sequence: number; event: string }>('SELECT source, subject, sequence, event FROM log')
  // How many events of each topic a group has taken: its partitions may be cut otherwise.
  const taken = all<{ consumer: string; topic: string; sum: number }>(
    'SELECT consumer, topic, sum(next) AS sum FROM positions GROUP BY consumer, topic',
  )
  const content = {
    documents,
    events: Object.fromEntries(log.map(({ source, subject, sequence, event }) => [`${source}/${subject}/${sequence}`, event])),
    positions: Object.fromEntries(taken.map(({ consumer, topic, sum }) => [`${consumer} ${topic}`, sum])),
    keys: all<{ id: string }>('SELECT id FROM keys ORDER BY id').map(({ id }) => id),
  }
  db.close()
  return content
}
