import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Clock } from '@yiwang/domain'
import { type Collection, SqliteStore, StationFile, type StoredEvent, Vault } from '@yiwang/persistence'
import type { Schema } from 'mongoose'

/** One of the two ways to run (docs/ARCHITECTURE.md, section 7), as the contract tests see it. */
export interface House {
  /** Asked again after `restart` and `crash`. */
  collection<T extends { id: string }>(name: string, schema: Schema): Collection<T>
  /** Every event that was stored, in order. */
  events(): Promise<StoredEvent[]>
  /** How often the store made something durable, where that can be counted. */
  commits(): number | undefined
  /** Ends and begins again on the same data. */
  restart(): Promise<void>
  /** The same without any goodbye, as after kill -9: with what was durable at this moment. */
  crash(): Promise<void>
  close(): Promise<void>
}

export interface Row {
  name: string
  open(): Promise<House>
}

export const dataKey = Buffer.alloc(32, 7)

const folders: string[] = []
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true })
})

/** A folder that is removed after the test file. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'yiwang-contract-'))
  folders.push(made)
  return made
}

export const openStation = (directory: string, key = dataKey) => new SqliteStore(new StationFile(directory), new Vault(key), new Clock())

const station: Row = {
  name: 'station',
  async open() {
    let directory = folder()
    let store = openStation(directory)
    return {
      collection: (name, schema) => store.collection('hotline', name, schema),
      events: async () => store.log.after(0).map(({ event }) => event),
      commits: () => store.file.counts.commits,
      async restart() {
        await store.file.close()
        store = openStation(directory)
      },
      async crash() {
        const left = directory
        directory = folder()
        for (const file of ['station.db', 'station.db-wal']) cpSync(join(left, file), join(directory, file))
        await store.file.close()
        store = openStation(directory)
      },
      close: () => store.file.close(),
    }
  },
}

/** The other row (MongoDB) joins here, where MONGODB_URI is set. */
export const rows: Row[] = [station]
