import type { ServiceName } from '@yiwang/contracts'
import type { Clock } from '@yiwang/domain'
import type { Schema } from 'mongoose'
import type { Collection } from './collection'
import { StoreUnavailable } from './errors'
import { StationEvidence } from './evidence/station/evidence'
import { Shape } from './shape'
import { SqliteCollection } from './sqlite/collection'
import { EventLog } from './sqlite/event-log'
import type { StationFile } from './sqlite/file'
import type { Vault } from './vault'

/** Where collections come from. One implementation for each row; a feature never sees it. */
export abstract class Store {
  abstract readonly vault: Vault
  abstract collection<T extends { id: string }>(service: ServiceName, name: string, schema: Schema): Collection<T>
}

export class SqliteStore extends Store {
  readonly log: EventLog
  /** Sealed once a day by the station. */
  readonly evidence: StationEvidence

  /** Throws StoreUnavailable where the folder's data was sealed with a key that the vault does not hold. */
  constructor(
    readonly file: StationFile,
    readonly vault: Vault,
    private readonly clock: Clock,
  ) {
    super()
    this.log = new EventLog(file)
    this.evidence = new StationEvidence(file, vault)
    knowKeys(file, vault)
  }

  collection<T extends { id: string }>(service: ServiceName, name: string, schema: Schema): Collection<T> {
    return new SqliteCollection<T>(this.file, this.log, new Shape(`${service}.${name}`, schema, this.vault), this.vault, this.clock)
  }
}

/** The names of all keys that ever sealed something here: a wrong DATA_KEY is told at the start, before anything is sealed with it. */
function knowKeys(file: StationFile, vault: Vault): void {
  file.define('CREATE TABLE IF NOT EXISTS keys (id TEXT PRIMARY KEY)')
  const used = file.all<{ id: string }>('SELECT id FROM keys').map(({ id }) => id)
  const missing = used.filter((id) => !vault.keyIds.includes(id))
  if (missing.length)
    throw new StoreUnavailable(
      `the data in ${file.directory} was sealed with another key (${missing.join(', ')}): DATA_KEY is not the one it was made with`,
    )
  const [current] = vault.keyIds
  if (!used.includes(current)) file.define(() => file.run('INSERT INTO keys (id) VALUES (?)', current))
}
