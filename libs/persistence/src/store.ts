import type { ServiceName } from '@yiwang/contracts'
import type { Clock } from '@yiwang/domain'
import type { Schema } from 'mongoose'
import type { Collection } from './collection'
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

  constructor(
    readonly file: StationFile,
    readonly vault: Vault,
    private readonly clock: Clock,
  ) {
    super()
    this.log = new EventLog(file)
  }

  collection<T extends { id: string }>(service: ServiceName, name: string, schema: Schema): Collection<T> {
    return new SqliteCollection<T>(this.file, this.log, new Shape(`${service}.${name}`, schema, this.vault), this.vault, this.clock)
  }
}
