import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Clock, newId } from '@yiwang/domain'
import { StationEvidence } from '@yiwang/operations'
import { type Collection, Vault } from '@yiwang/persistence'
import { MongoStore, SqliteStore, StationFile, type StoredEvent, type Tell } from '@yiwang/persistence/stores'
import mongoose, { type Schema } from 'mongoose'

/** One of the two ways to run (docs/ARCHITECTURE.md, section 7), as the contract tests see it. */
export interface House {
  /** Asked again after `restart` and `crash`. */
  collection<T extends { id: string }>(name: string, schema: Schema): Collection<T>
  /** Every event that was stored, in order. */
  events(): Promise<StoredEvent[]>
  /** A document as it lies in the store; undefined where there is none. */
  record(name: string, id: string): Promise<(Record<string, unknown> & { _: Record<string, unknown> }) | undefined>
  /** As if an earlier version had left it so. */
  setBookkeeping(name: string, id: string, bookkeeping: object): Promise<void>
  /** What was told of long work before anybody was let in. */
  told: string[]
  /** How often the store made something durable, where that can be counted. */
  commits(): number | undefined
  /** Ends and begins again on the same data. */
  restart(): Promise<void>
  /** The same without any goodbye, as after kill -9: with what was durable at this moment. */
  crash(): Promise<void>
  close(): Promise<void>
  /** A known fault of the compatible server that stands in for MongoDB. */
  keepsUnsetUnique(): Promise<boolean>
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

/** For sealing and verifying. Before anything is written: it makes its tables. */
export const evidenceOf = ({ file, vault }: SqliteStore) => new StationEvidence(file, vault)

export const openStation = (directory: string, key = dataKey, tell?: Tell) =>
  new SqliteStore(new StationFile(directory, { tell: tell ?? (() => undefined) }), new Vault(key), new Clock())

const station: Row = {
  name: 'station',
  async open() {
    let directory = folder()
    const told: string[] = []
    const open = () => openStation(directory, dataKey, (line) => told.push(line))
    let store = open()
    const recordOf = async (name: string, id: string) => {
      const row = store.file.get<{ document: ArrayBuffer }>(`SELECT document FROM "hotline.${name}" WHERE id = ?`, id)
      return row && (mongoose.mongo.BSON.deserialize(new Uint8Array(row.document)) as Awaited<ReturnType<House['record']>>)
    }
    return {
      told,
      collection: (name, schema) => store.collection('hotline', name, schema),
      events: async () => store.log.after(0).map(({ event }) => event),
      record: recordOf,
      async setBookkeeping(name, id, bookkeeping) {
        const document = mongoose.mongo.BSON.serialize({ ...(await recordOf(name, id)), _: bookkeeping })
        await store.file.write(() => store.file.run(`UPDATE "hotline.${name}" SET document = ? WHERE id = ?`, document, id))
      },
      commits: () => store.file.counts.commits,
      async restart() {
        await store.file.close()
        store = open()
      },
      async crash() {
        const left = directory
        directory = folder()
        for (const file of ['station.db', 'station.db-wal']) cpSync(join(left, file), join(directory, file))
        await store.file.close()
        store = open()
      },
      close: () => store.file.close(),
      keepsUnsetUnique: async () => false,
    }
  },
}

const uri = process.env.TEST_MONGODB_URI

const openMongo = (database: string) => {
  const address = new URL(uri as string)
  address.pathname = `/${database}`
  return MongoStore.open({ uri: address.href }, new Vault(dataKey), new Clock())
}

/** Indexes are made by command; a test's collection waits for its own. */
const onceSetUp = <T extends { id: string }>(collection: Collection<T>, ready: Promise<void>): Collection<T> =>
  new Proxy(collection, {
    get: (target, name) => {
      const method = (target as never)[name] as (...args: unknown[]) => unknown
      if (name === 'each') return (...args: unknown[]) => afterwards(ready, () => method.apply(target, args) as AsyncIterable<never>)
      return async (...args: unknown[]) => {
        await ready
        return method.apply(target, args)
      }
    },
  })

async function* afterwards<V>(ready: Promise<void>, values: () => AsyncIterable<V>): AsyncIterable<V> {
  await ready
  yield* values()
}

const distributed: Row = {
  name: 'distributed row',
  async open() {
    const database = `contract-${newId().toLowerCase()}`
    const told: string[] = []
    let store = await openMongo(database)
    const reopen = async () => {
      await store.close()
      store = await openMongo(database)
    }
    return {
      told,
      collection: (name, schema) => {
        const collection = store.collection('hotline', name, schema)
        return onceSetUp(
          collection as never,
          store.setup(undefined, (line) => told.push(line)),
        ) as never
      },
      // No relay runs here: everything that was stored still lies in the outboxes.
      async events() {
        const db = store.connection.getClient().db(database)
        const names = (await db.listCollections().toArray()).map(({ name }) => name).filter((name) => name.includes('.'))
        const records = await Promise.all(names.map((name) => db.collection(name).find().sort({ _id: 1 }).toArray()))
        return records.flat().flatMap((record) => record._.outbox ?? [])
      },
      record: async (name, id) =>
        (await store.connection
          .getClient()
          .db(database)
          .collection(`hotline.${name}`)
          .findOne({ _id: id as never })) as never,
      async setBookkeeping(name, id, bookkeeping) {
        const set = Object.fromEntries(Object.entries(bookkeeping).map(([key, value]) => [`_.${key}`, value]))
        await store.connection
          .getClient()
          .db(database)
          .collection(`hotline.${name}`)
          .updateOne({ _id: id as never }, { $set: set })
      },
      commits: () => undefined,
      keepsUnsetUnique: async () => (await store.connection.getClient().db('admin').command({ buildInfo: 1 })).secantusVersion !== undefined,
      restart: reopen,
      crash: reopen,
      async close() {
        await store.connection.getClient().db(database).dropDatabase()
        await store.close()
      },
    }
  },
}

if (!uri) console.warn('The distributed row is SKIPPED: no TEST_MONGODB_URI. `npm run test:real` starts the servers and runs everything.')

export const rows: Row[] = uri ? [station, distributed] : [station]
