import { closeSync, existsSync, openSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { newId } from '@yiwang/domain'
import Database from 'libsql'
import { StoreUnavailable } from '../errors'
import type { EventKeyStore, KeptKey } from '../event-keys/event-key'
import type { StationFile } from './file'
import { unavailable } from './opening'

export const EVENT_KEYS = 'event-keys.db'

interface Row {
  id: string
  half: ArrayBuffer | null
  of: string | null
  destroyed_at: number | null
}

/**
 * A station's event keys: a file of their own beside station.db, which no backup of that holds, so that what was destroyed does not come back with it. What is deleted is
 * overwritten. station.db knows which file is its own.
 */
export class EventKeyFile implements EventKeyStore {
  private db?: Database.Database
  private anew?: string
  private readonly path: string

  /** Throws StoreUnavailable where the file is gone, or another's. */
  constructor(private readonly file: StationFile) {
    this.path = join(file.directory, EVENT_KEYS)
    file.define('CREATE TABLE IF NOT EXISTS event_key_files (id TEXT PRIMARY KEY)')
    if (this.own() && !existsSync(this.path)) throw new StoreUnavailable(gone(this.path))
    if (existsSync(this.path)) this.open()
    file.onClose(() => this.db?.close())
  }

  get begunAnew(): string | undefined {
    return this.anew
  }

  read(ids: string[]): KeptKey[] {
    return ids.flatMap((id) => this.all('SELECT * FROM event_keys WHERE id = ?', id))
  }

  /** Inside a write of station.db. */
  add(keys: Required<Pick<KeptKey, 'id' | 'half'>>[]): void {
    this.put(keys)
    this.file.run('INSERT OR IGNORE INTO event_key_files (id) VALUES (?)', this.id())
  }

  async destroy(id: string, of: string, at: Date): Promise<void> {
    const sql = `INSERT INTO event_keys (id, of, destroyed_at) VALUES (?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET half = NULL, of = excluded.of, destroyed_at = COALESCE(destroyed_at, excluded.destroyed_at)`
    this.asked((db) => db.prepare(sql).run([id, of, at.getTime()]))
  }

  async destroyed(_service: string, begin: string, after: string, limit: number): Promise<KeptKey[]> {
    return this.all(
      'SELECT * FROM event_keys WHERE destroyed_at IS NOT NULL AND of > ? AND of < ? ORDER BY of LIMIT ?',
      after,
      `${begin}\u{10ffff}`,
      limit,
    )
  }

  async page(service: string, after: string, limit: number): Promise<KeptKey[]> {
    return this.all('SELECT * FROM event_keys WHERE id > ? AND id < ? ORDER BY id LIMIT ?', after || `${service}/`, `${service}/\u{10ffff}`, limit)
  }

  /** By its own name: it is of no other file's. */
  async beginAnew(): Promise<void> {
    this.asked((db) => db.exec('UPDATE file SET begun_anew = 1'))
    this.anew = this.id()
  }

  async addKept(keys: KeptKey[]): Promise<void> {
    await this.file.write(() => this.add([]))
    this.put(keys)
  }

  private put(keys: KeptKey[]): void {
    this.asked((db) => {
      const insert = db.prepare('INSERT OR IGNORE INTO event_keys (id, half, of, destroyed_at) VALUES (?, ?, ?, ?)')
      db.exec('BEGIN')
      try {
        for (const { id, half, of, destroyedAt } of keys)
          insert.run([id, half ? Buffer.from(half) : null, of ?? null, destroyedAt?.getTime() ?? null])
        db.exec('COMMIT')
      } catch (error) {
        db.exec('ROLLBACK')
        throw error
      }
    })
  }

  private all(sql: string, ...values: unknown[]): KeptKey[] {
    // Nothing was ever kept there.
    if (!this.db) return []
    const rows = this.asked((db) => db.prepare(sql).all(values) as Row[])
    return rows.map(({ id, half, of, destroyed_at }) => ({
      id,
      ...(half && { half: new Uint8Array(half) }),
      ...(of && { of }),
      ...(destroyed_at !== null && { destroyedAt: new Date(destroyed_at) }),
    }))
  }

  private asked<R>(work: (db: Database.Database) => R): R {
    try {
      return work(this.db ?? this.open())
    } catch (error) {
      throw unavailable(error)
    }
  }

  private open(): Database.Database {
    const isEmpty = existsSync(this.path) && statSync(this.path).size === 0
    closeSync(openSync(this.path, 'a', 0o600))
    const db = new Database(this.path)
    // Whole on the disk before anything is sealed with it, and what is taken out is overwritten where it lay.
    for (const pragma of ['journal_mode = DELETE', 'synchronous = EXTRA', 'secure_delete = ON', 'busy_timeout = 2000']) db.pragma(pragma)
    db.exec(`
      CREATE TABLE IF NOT EXISTS event_keys (id TEXT PRIMARY KEY, half BLOB, of TEXT, destroyed_at INTEGER) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS event_keys_destroyed ON event_keys (of) WHERE destroyed_at IS NOT NULL;
      CREATE TABLE IF NOT EXISTS file (id TEXT PRIMARY KEY, begun_anew INTEGER NOT NULL)`)
    const own = this.own()
    db.prepare('INSERT INTO file (id, begun_anew) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM file)').run([newId(), own && isEmpty ? 1 : 0])
    const { id, begun_anew } = db.prepare('SELECT * FROM file').get([]) as { id: string; begun_anew: number }
    if (own && !begun_anew && own !== id) {
      db.close()
      throw new StoreUnavailable(`${this.path} is of another house than station.db beside it: put back the latest copy of its own`)
    }
    this.anew = begun_anew ? id : undefined
    this.db = db
    return db
  }

  private id = (): string => (this.asked((db) => db.prepare('SELECT id FROM file').get([])) as { id: string }).id

  /** Which file station.db's events were sealed with; undefined where none was. */
  private own = (): string | undefined => this.file.get<{ id: string }>('SELECT id FROM event_key_files ORDER BY id LIMIT 1')?.id
}

const gone = (path: string) =>
  `the event keys ${path} are gone: put back the latest copy that you kept of them. Where there is none, put an empty file there: what events say of people up to now is then lost for good, documents are not`
