import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Clock, newId } from '@yiwang/domain'
import { StationEvidence } from '@yiwang/operations'
import { type Collection, Vault } from '@yiwang/persistence'
import { EVENT_KEYS, MongoStore, SqliteStore, StationFile, type Store, type StoredEvent, type Tell } from '@yiwang/persistence/stores'
import mongoose, { type Schema } from 'mongoose'

/** One of the two ways to run (docs/ARCHITECTURE.md, section 7), as the contract tests see it. */
export interface House {
  /** Asked again after `restart` and `crash`. */
  collection<T extends { id: string }>(name: string, schema: Schema): Collection<T>
  /** Every event that was stored, in order. */
  events(): Promise<StoredEvent[]>
  /** What opens them. */
  keys(): Pick<Store, 'vault' | 'eventKeys'>
  /** A document as it lies in the store; undefined where there is none. */
  record(name: string, id: string): Promise<Kept | undefined>
  /** Puts a document there past the house, as an earlier version left it, or as somebody does who has no key. */
  put(name: string, record: Kept): Promise<void>
  /** Puts documents there as a version before envelopes left them, with the indexes that MongoDB had then. */
  leave(name: string, records: Kept[]): Promise<void>
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

/** A document as it lies in the store. */
export type Kept = Record<string, unknown> & { _id: string; _: Record<string, unknown> }

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

export function openStation(directory: string, key = dataKey, tell: Tell = () => undefined): SqliteStore {
  const [file, vault] = [new StationFile(directory, { tell }), new Vault(key)]
  const { provenSince } = new StationEvidence(file, vault)
  return new SqliteStore(file, vault, new Clock(), { provenSince })
}

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
    const house: House = {
      told,
      collection: (name, schema) => store.collection('hotline', name, schema),
      events: async () => store.log.after(0).map(({ event }) => event),
      keys: () => store,
      record: recordOf,
      async put(name, record) {
        const document = mongoose.mongo.BSON.serialize(record)
        const sql = `INSERT INTO "hotline.${name}" VALUES (?, 1, ?) ON CONFLICT (id) DO UPDATE SET document = excluded.document`
        await store.file.write(() => store.file.run(sql, record._id, document))
      },
      async leave(name, records) {
        await Promise.all(records.map((record) => house.put(name, record)))
        await store.file.write(() => void store.file.run('DELETE FROM forms'))
      },
      commits: () => store.file.counts.commits,
      async restart() {
        await store.file.close()
        store = open()
      },
      async crash() {
        const left = directory
        directory = folder()
        for (const file of ['station.db', 'station.db-wal', EVENT_KEYS])
          if (existsSync(join(left, file))) cpSync(join(left, file), join(directory, file))
        await store.file.close()
        store = open()
      },
      close: () => store.file.close(),
      keepsUnsetUnique: async () => false,
    }
    return house
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
    /** Also for collections of which nobody asked anything: their indexes are being made when the store closes. */
    const settingUp = new Set<Promise<void>>()
    const reopen = async () => {
      await Promise.allSettled(settingUp)
      await store.close()
      store = await openMongo(database)
    }
    const house: House = {
      told,
      collection: (name, schema) => {
        const collection = store.collection('hotline', name, schema)
        const ready = store.setup({ tell: (line) => told.push(line) })
        settingUp.add(ready)
        return onceSetUp(collection as never, ready) as never
      },
      keys: () => store,
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
      async put(name, record) {
        const records = store.db.collection<Kept>(`hotline.${name}`)
        await records.replaceOne({ _id: record._id }, { ...record, _: { version: 1, changes: [], ...record._ } }, { upsert: true })
      },
      async leave(name, records) {
        const of = store.db.collection(`hotline.${name}`)
        for (const { key, name: index, unique } of await of.indexes()) {
          if (!JSON.stringify(key).includes('#.')) continue
          const before = Object.entries(key).map(([path, way]) => [path.replace(/^#\.(.*)/, '$1.hash'), way])
          await of.dropIndex(index as string)
          await of.createIndex(Object.fromEntries(before), { name: index, unique })
        }
        await Promise.all(records.map((record) => house.put(name, record)))
        await store.db.collection('forms').deleteMany({})
      },
      commits: () => undefined,
      keepsUnsetUnique: async () => (await store.connection.getClient().db('admin').command({ buildInfo: 1 })).secantusVersion !== undefined,
      restart: reopen,
      crash: reopen,
      async close() {
        await Promise.allSettled(settingUp)
        await store.connection.getClient().db(database).dropDatabase()
        await store.close()
      },
    }
    return house
  },
}

if (!uri) console.warn('The distributed row is SKIPPED: no TEST_MONGODB_URI. `npm run test:real` starts the servers and runs everything.')

export const rows: Row[] = uri ? [station, distributed] : [station]
