import type { ServiceName } from '@yiwang/contracts'
import type { Clock } from '@yiwang/domain'
import type { Schema } from 'mongoose'
import type { BlobBytes } from './blobs/blob-bytes'
import type { Collection } from './collection'
import { StoreUnavailable } from './errors'
import { EventKeys } from './event-keys/event-keys'
import { checkKeys, documentsKey, isRotated, usedTogether } from './key-names'
import { type Admit, admitBy, type ProvenSince, type Resealable, type Rotating, refuseToBring } from './resealing'
import { Shape, TAKINGS } from './shape'
import { BlobFolder } from './sqlite/blob-folder'
import { SqliteCollection } from './sqlite/collection'
import { Documents } from './sqlite/documents'
import { EventKeyFile } from './sqlite/event-key-file'
import { EventLog } from './sqlite/event-log'
import type { StationFile } from './sqlite/file'
import { purge } from './sqlite/forms'
import { SqliteResealing } from './sqlite/resealing'
import { namesIn, SqliteStoredDocuments } from './sqlite/stored-documents'
import { takingSchema } from './taking'
import type { Vault } from './vault'

/** Where collections come from. One implementation for each row; a feature never sees it. */
export abstract class Store {
  abstract readonly vault: Vault
  /** Under which the personal fields of events lie. */
  abstract readonly eventKeys: EventKeys
  /** Where the bytes of files lie. */
  abstract readonly blobs: BlobBytes
  abstract collection<T extends { id: string }>(service: ServiceName, name: string, schema: Schema): Collection<T>
}

export class SqliteStore extends Store implements Rotating {
  readonly log: EventLog
  readonly blobs: BlobFolder
  readonly eventKeys: EventKeys
  readonly eventKeyFile: EventKeyFile
  private readonly kept = new Map<string, { shape: Shape; documents: Documents }>()
  private readonly opening = new Map<string, Promise<void>>()
  private readonly admit: Admit

  /** Throws StoreUnavailable where the folder's data was sealed with a key that the vault does not hold, or, unless `rotating`, not with its current one. */
  constructor(
    readonly file: StationFile,
    readonly vault: Vault,
    private readonly clock: Clock,
    { rotating, provenSince = async () => undefined }: { rotating?: boolean; provenSince?: ProvenSince } = {},
  ) {
    super()
    this.log = new EventLog(file)
    this.blobs = new BlobFolder(file.directory)
    this.eventKeyFile = new EventKeyFile(file)
    this.eventKeys = new EventKeys(this.eventKeyFile)
    this.admit = rotating ? refuseToBring : admitBy(provenSince)
    knowKeys(file, vault, { rotating })
  }

  isRotated = async (): Promise<boolean> => isRotated(namesIn(this.file), this.vault)

  collection<T extends { id: string }>(service: ServiceName, name: string, schema: Schema): Collection<T> {
    const shape = new Shape(`${service}.${name}`, schema, this.vault)
    const documents = new Documents(this.file, shape, this.admit, this.opening.get(shape.name))
    this.kept.set(shape.name, { shape, documents })
    const collection = new SqliteCollection<T>(this.file, this.log, shape, documents, this.takingsOf(service), this.vault, this.eventKeys, this.clock)
    if (collection.opening) this.opening.set(shape.name, collection.opening)
    return collection
  }

  /** One for all collections of a service. */
  private takingsOf(service: ServiceName): Documents {
    const shape = new Shape(`${service}.${TAKINGS}`, takingSchema, this.vault)
    const documents = this.kept.get(shape.name)?.documents ?? new Documents(this.file, shape, this.admit)
    this.kept.set(shape.name, { shape, documents })
    return documents
  }

  /** Until the indexes that a newer version added are full, and documents of an earlier one in today's form. */
  async ready(): Promise<void> {
    await Promise.all(this.opening.values())
    this.opening.clear()
    // Where there is no room for it, the next start has another try.
    await purge(this.file).catch((error) => {
      if (!(error instanceof StoreUnavailable)) throw error
    })
  }

  async resealables(): Promise<Resealable[]> {
    await this.ready()
    const there = await new SqliteStoredDocuments(this.file).collections()
    const strange = there.filter((name) => !this.kept.has(name))
    if (strange.length) throw new StoreUnavailable(`this version does not know the collections ${strange.join(', ')}`)
    return [...this.kept.values()].map(({ shape, documents }) => new SqliteResealing(this.file, shape, documents))
  }

  beginRotation = (): Promise<void> =>
    this.file.write(() => {
      this.file.run('UPDATE keys SET since = 1 WHERE id = ? AND since IS NULL', documentsKey(namesIn(this.file)))
      this.file.run('INSERT OR IGNORE INTO keys (id, apart) VALUES (?, 1)', this.vault.keyIds[0])
    })

  endRotation = (): Promise<void> => this.file.write(() => sealsFromNow(this.file, this.vault))
}

function knowKeys(file: StationFile, vault: Vault, options: { rotating?: boolean }): void {
  file.define('CREATE TABLE IF NOT EXISTS keys (id TEXT PRIMARY KEY)')
  const columns = file.all<{ name: string }>('PRAGMA table_info(keys)').map(({ name }) => name)
  for (const column of ['since', 'apart']) if (!columns.includes(column)) file.define(`ALTER TABLE keys ADD COLUMN ${column} INTEGER`)
  const names = namesIn(file)
  checkKeys(names, vault, file.directory, options)
  vault.usedTogether(usedTogether(names))
  if (!names.length) file.define(() => sealsFromNow(file, vault))
}

function sealsFromNow(file: StationFile, { keyIds: [current] }: Vault): void {
  file.run('UPDATE keys SET since = 1 WHERE since IS NULL')
  file.run('INSERT INTO keys (id, since, apart) VALUES (?, ?, 1) ON CONFLICT (id) DO UPDATE SET since = excluded.since', current, Date.now())
}
