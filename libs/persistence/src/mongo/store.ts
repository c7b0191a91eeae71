import type { ServiceName } from '@yiwang/contracts'
import type { Clock } from '@yiwang/domain'
import type { Db } from 'mongodb'
import mongoose, { type Schema } from 'mongoose'
import type { Collection } from '../collection'
import { StoreUnavailable } from '../errors'
import { EventKeys } from '../event-keys/event-keys'
import { FORM, requireKnownForm } from '../house-form'
import { checkKeys, documentsKey, isRotated, type KeyName, usedTogether } from '../key-names'
import { admitBy, type ProvenSince, type Resealable, type Rotating, refuseToBring } from '../resealing'
import { Shape, TAKINGS } from '../shape'
import { Store } from '../store'
import { takingSchema } from '../taking'
import type { Vault } from '../vault'
import { MongoCollection } from './collection'
import { EventKeyRecords } from './event-key-records'
import { unavailable } from './faults'
import { type Bringing, bringIntoForm, notInForm } from './forms'
import { GridBlobs, isOfBlobs } from './grid-blobs'
import { checkIndexes, dropIndexes, makeIndexes } from './indexes'
import { MongoOutbox } from './mongo-outbox'
import { checkMoved } from './moved-in'
import type { Records } from './records'
import { MongoResealing } from './resealing'
import { makeRoles } from './roles'

export interface MongoSettings {
  /** Names the database too: `mongodb://127.0.0.1:27017/yiwang`. */
  uri: string
  poolSize?: number
  appName?: string
}

/** Who opens it for something other than to run services. */
export interface MongoOpening {
  /** To change the data key: documents may lie under a former one. */
  rotating?: boolean
  /** To look only. Nothing is noted in the store, not even the name of a key. */
  readOnly?: boolean
}

/** How long a request may wait for a store that is away, in milliseconds: then it is told. */
const AWAY_MS = 5_000

/** The distributed row's store: MongoDB, reached through mongoose. */
export class MongoStore extends Store implements Rotating {
  readonly outbox = new MongoOutbox()
  readonly blobs: GridBlobs
  readonly eventKeys: EventKeys
  private readonly shapes = new Map<string, { shape: Shape; records: Records }>()

  private constructor(
    readonly connection: mongoose.Connection,
    readonly vault: Vault,
    private readonly clock: Clock,
    private readonly rotating: boolean,
    readonly eventKeyRecords: EventKeyRecords,
  ) {
    super()
    this.blobs = new GridBlobs(this.db)
    this.eventKeys = new EventKeys(this.eventKeyRecords)
  }

  /**
   * Throws StoreUnavailable where the server cannot be reached, or its data was sealed with a key that the vault does not hold, or, unless `rotating` or `readOnly`, not
   * with its current one.
   */
  static async open(
    { uri, poolSize = 20, appName = 'yiwang' }: MongoSettings,
    vault: Vault,
    clock: Clock,
    options: MongoOpening = {},
  ): Promise<MongoStore> {
    const connection = mongoose.createConnection(uri, {
      appName,
      maxPoolSize: poolSize,
      // A write is told stored once a majority has it in its journal; what is read was told stored.
      writeConcern: { w: 'majority', journal: true },
      readConcernLevel: 'majority',
      serverSelectionTimeoutMS: AWAY_MS,
      socketTimeoutMS: 2 * AWAY_MS,
      waitQueueTimeoutMS: AWAY_MS,
      ignoreUndefined: true,
      bufferCommands: false,
      autoIndex: false,
      autoCreate: false,
    })
    try {
      await connection.asPromise()
      requireKnownForm(await formOf(connection), `the database ${connection.name}`)
      await knowKeys(connection, vault, options)
      const eventKeys = await EventKeyRecords.open(dbOf(connection))
      return new MongoStore(connection, vault, clock, options.rotating === true, eventKeys)
    } catch (error) {
      await connection.close().catch(() => undefined)
      if (error instanceof StoreUnavailable) throw error
      throw new StoreUnavailable(`MONGODB_URI: the store cannot be reached: ${(error as Error).message}`, error)
    }
  }

  get db(): Db {
    return dbOf(this.connection)
  }

  collection<T extends { id: string }>(service: ServiceName, name: string, schema: Schema): Collection<T> {
    const shape = new Shape(`${service}.${name}`, schema, this.vault)
    const records = this.db.collection(shape.name) as unknown as Records
    this.shapes.set(shape.name, { shape, records })
    this.outbox.know(shape.name, records)
    return new MongoCollection<T>(records, this.takingsOf(service), this.outbox, shape, this.vault, this.eventKeys, this.clock)
  }

  /** One for all collections of a service. */
  private takingsOf(service: ServiceName): Records {
    const shape = new Shape(`${service}.${TAKINGS}`, takingSchema, this.vault)
    const records = this.db.collection(shape.name) as unknown as Records
    this.shapes.set(shape.name, { shape, records })
    return records
  }

  /**
   * Makes the indexes of all collections asked for so far, and drops those that no longer belong; brings documents of an earlier version into today's form, before which
   * it calls `atRest`: an earlier version cannot read them afterwards. Safely repeatable. `eventKeysLost`: the event keys are gone, and no copy is left.
   */
  async setup(bringing: Partial<Omit<Bringing, 'admit'>> & { provenSince?: ProvenSince; eventKeysLost?: boolean } = {}): Promise<void> {
    const { eventKeysLost, atRest = async () => undefined, tell = () => undefined, provenSince = async () => undefined } = bringing
    const admit = this.rotating ? refuseToBring : admitBy(provenSince)
    try {
      const form = await formOf(this.connection)
      // What is noted in none lies as the first one does.
      if (form && form < FORM) await atRest()
      if (form < FORM) await houseOf(this.connection).updateOne({ _id: 'form' }, { $max: { form: FORM } }, { upsert: true })
      if (eventKeysLost) await atRest()
      await this.eventKeyRecords.setUp({ lost: eventKeysLost })
      for (const { shape, records } of this.shapes.values()) {
        await dropIndexes(shape, records)
        await bringIntoForm(this.db, new MongoResealing(shape, records), { atRest, admit, tell })
        await makeIndexes(shape, records)
      }
      await makeRoles(this.db, [...this.shapes.keys()], tell)
    } catch (error) {
      throw unavailable(error)
    }
  }

  /** Throws StoreUnavailable naming the indexes that are missing: without one a query would scan, and what is unique would not be. */
  async check(): Promise<void> {
    await checkMoved(this.db)
    if ((await formOf(this.connection)) < FORM)
      throw new StoreUnavailable('what lies in the store is of an earlier version: run `npm run setup` first')
    await this.eventKeyRecords.check()
    const missing: string[] = []
    for (const { shape, records } of this.shapes.values()) missing.push(...(await checkIndexes(shape, records)))
    const earlier = await this.notInForm()
    if (earlier.length)
      throw new StoreUnavailable(`documents may be of an earlier version: run \`npm run setup\` first (${earlier.slice(0, 5).join(', ')})`)
    if (missing.length) throw new StoreUnavailable(`the store lacks indexes: run \`npm run setup\` first (${missing.slice(0, 5).join('; ')})`)
  }

  async resealables(): Promise<Resealable[]> {
    const there = await this.connection.getClient().db(this.connection.name).listCollections({}, { nameOnly: true }).toArray()
    const strange = there.map(({ name }) => name).filter((name) => /^(?!system\.).+\./.test(name) && !isOfBlobs(name) && !this.shapes.has(name))
    if (strange.length) throw new StoreUnavailable(`this version does not know the collections ${strange.join(', ')}`)
    const [earlier] = await this.notInForm()
    if (earlier) await refuseToBring(earlier, undefined)
    return [...this.shapes.values()].map(({ shape, records }) => new MongoResealing(shape, records))
  }

  private notInForm = () =>
    notInForm(
      this.db,
      [...this.shapes.values()].map(({ shape }) => shape),
    )

  async beginRotation(): Promise<void> {
    const keys = keysOf(this.connection)
    const documents = documentsKey(await namesIn(this.connection)) as string
    await keys.updateOne({ _id: documents, since: { $exists: false } }, { $set: { since: 1 } })
    await keys.updateOne({ _id: this.vault.keyIds[0] }, { $set: { at: new Date() }, $setOnInsert: { apart: true } }, { upsert: true })
  }

  endRotation = (): Promise<void> => sealsFromNow(this.connection, this.vault)

  isRotated = async (): Promise<boolean> => isRotated(await namesIn(this.connection), this.vault)

  async close(): Promise<void> {
    await this.connection.close()
  }
}

const dbOf = (connection: mongoose.Connection): Db => connection.getClient().db(connection.name) as unknown as Db

const houseOf = (connection: mongoose.Connection) => connection.getClient().db(connection.name).collection<{ _id: string; form: number }>('house')

const formOf = async (connection: mongoose.Connection): Promise<number> => (await houseOf(connection).findOne({ _id: 'form' }))?.form ?? 0

interface StoredKeyName {
  _id: string
  at: Date
  since?: number
  apart?: boolean
}

const keysOf = (connection: mongoose.Connection) => connection.getClient().db(connection.name).collection<StoredKeyName>('keys')

async function knowKeys(connection: mongoose.Connection, vault: Vault, { rotating = false, readOnly = false }: MongoOpening): Promise<void> {
  const names = await namesIn(connection)
  checkKeys(names, vault, connection.name, { rotating: rotating || readOnly })
  vault.usedTogether(usedTogether(names))
  if (!names.length && !readOnly) await sealsFromNow(connection, vault)
}

const namesIn = async (connection: mongoose.Connection): Promise<KeyName[]> =>
  (await keysOf(connection).find({}).toArray()).map(({ _id, since, apart }) => ({ id: _id, since, apart }))

async function sealsFromNow(connection: mongoose.Connection, { keyIds: [current] }: Vault): Promise<void> {
  await keysOf(connection).updateMany({ since: { $exists: false } }, { $set: { since: 1 } })
  await keysOf(connection).updateOne(
    { _id: current },
    { $set: { at: new Date(), since: Date.now() }, $setOnInsert: { apart: true } },
    { upsert: true },
  )
}
