import { join } from 'node:path'
import { Clock, newId } from '@yiwang/domain'
import { rotate, StationEvidence, verifyFolder } from '@yiwang/operations'
import { type Collection, runInContext, Vault } from '@yiwang/persistence'
import { type Rotating } from '@yiwang/persistence/operations'
import {
  encrypted,
  type Keyring,
  MongoStore,
  openData,
  SqliteStore,
  StationFile,
  type Store,
  type StoredEvent,
  StoreUnavailable,
} from '@yiwang/persistence/stores'
import { readKeys, writeKeys } from '@yiwang/platform'
import mongoose, { Schema } from 'mongoose'
import { folder } from './rows'
import { answered } from './things'

interface Person {
  id: string
  name?: string
  phone?: string
  numbers?: string[]
  born?: Date
  open?: string
  notes?: { text?: string }[]
}
const schema = new Schema({
  name: encrypted(),
  phone: encrypted({ lookup: true }),
  numbers: { ...encrypted({ type: [String], lookup: true }), default: undefined },
  born: encrypted({ type: Date }),
  open: String,
  notes: { type: [new Schema({ text: encrypted() }, { _id: false })], default: undefined },
})
  .index({ phone: 1 }, { unique: true })
  .index({ numbers: 1 })

const [first, second, third] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte))
const nameOf = (key: Buffer) => new Vault(key).keyIds[0]

/** As an envelope begins: how it is sealed, and under which key. */
const keyOf = ({ '~': envelope }: Record<string, { buffer: Buffer }>) => Buffer.from(envelope.buffer).toString('hex', 1, 5)

/** A store that is opened with other keys each time. */
interface Place {
  open(keys: (Buffer | Keyring)[], options?: { rotating?: boolean }): Promise<Store & Rotating>
  /** The keys that its documents lie under, by name. */
  keys(): Promise<string[]>
  events(): Promise<StoredEvent[]>
  close(): Promise<void>
}

function inFolder(): Place {
  const directory = folder()
  let store: SqliteStore | undefined
  const close = async () => store?.file.close()
  return {
    async open(keys, options) {
      await close()
      const file = new StationFile(directory)
      try {
        store = new SqliteStore(file, new Vault(...keys), new Clock(), options)
        return store
      } catch (error) {
        await file.close()
        throw error
      }
    },
    keys: async () =>
      (store as SqliteStore).file
        .all<{ document: ArrayBuffer }>('SELECT document FROM "hotline.people"')
        .map(({ document }) => keyOf(mongoose.mongo.BSON.deserialize(new Uint8Array(document)))),
    events: async () => (store as SqliteStore).log.after(0).map(({ event }) => event),
    close,
  }
}

function inMongo(): Place {
  const address = new URL(process.env.TEST_MONGODB_URI as string)
  address.pathname = `/rotation-${newId().toLowerCase()}`
  let store: MongoStore | undefined
  const all = () => (store as MongoStore).connection.getClient().db(address.pathname.slice(1)).collection('hotline.people').find().toArray()
  return {
    async open(keys, options) {
      await store?.close()
      store = undefined
      store = await MongoStore.open({ uri: address.href }, new Vault(...keys), new Clock(), options)
      return store
    },
    keys: async () => (await all()).map(keyOf),
    events: async () => (await all()).flatMap(({ _ }) => _.outbox ?? []),
    async close() {
      await store?.connection.getClient().db(address.pathname.slice(1)).dropDatabase()
      await store?.close()
    },
  }
}

const rows = [{ name: 'station', make: inFolder }, ...(process.env.TEST_MONGODB_URI ? [{ name: 'distributed row', make: inMongo }] : [])]

describe.each(rows)('another data key on the $name', ({ make }) => {
  const PEOPLE = 450
  const phoneOf = (n: number) => String(13800000000 + n)
  let place: Place
  let people: Collection<Person>

  const open = async (keys: (Buffer | Keyring)[], options?: { rotating?: boolean }) => {
    const store = await place.open(keys, options)
    people = store.collection<Person>('hotline', 'people', schema)
    if (store instanceof MongoStore) await store.setup()
    return store
  }
  const rotateTo = async (...keys: Buffer[]) => rotate(await open(keys, { rotating: true }))
  /** The process ends after so many writes. */
  const rotateUntil = async (writes: number, ...keys: Buffer[]) => {
    const store = await open(keys, { rotating: true })
    const [collection] = await store.resealables()
    let left = writes
    const write = collection.write.bind(collection)
    collection.write = async (changed) => {
      if (left-- === 0) throw new Error('killed')
      await write(changed)
    }
    const cut: Rotating = {
      vault: store.vault,
      blobs: store.blobs,
      isRotated: store.isRotated,
      resealables: async () => [collection],
      beginRotation: () => store.beginRotation(),
      endRotation: store.endRotation,
    }
    await expect(rotate(cut)).rejects.toThrow('killed')
  }

  beforeAll(async () => {
    place = make()
    await open([first])
    for (let n = 0; n < PEOPLE; n++) {
      const id = `p${String(n).padStart(4, '0')}`
      const set = {
        id,
        name: `王小明${n}`,
        phone: phoneOf(n),
        numbers: [`a${n}`, 'all'],
        born: new Date(n),
        open: 'in clear',
        notes: [{ text: `话${n}` }, {}],
      }
      await people.insert({ set, events: [answered(id, `答复${n}`)] })
    }
    await people.insert({ set: { id: 'without', open: 'nothing personal' } })
    await runInContext({ correlation: 'c', request: { key: 'old-key', body: 'old-body' } }, () => people.insert({ set: { id: 'keyed', phone: '1' } }))
  }, 60_000)
  afterAll(() => place.close())

  it('is refused by a version that does not know every field: what is sealed in them would stay behind', async () => {
    const store = await open([second, first], { rotating: true })
    store.collection<Person>(
      'hotline',
      'people',
      new Schema({ ...schema.obj, notes: { type: [new Schema({}, { _id: false })], default: undefined } }),
    )
    await expect(rotate(store)).rejects.toThrow(/hotline\.people has a field notes\.0\.text that this version does not know/)
    await open([first])
  })

  it('is refused at the start, with the command that takes it', async () => {
    await expect(open([second])).rejects.toThrow(/sealed with another key .*npm run rotate/)
    await expect(open([second, first])).rejects.toThrow(/former key .*npm run rotate/)
    await expect(open([second, first])).rejects.toBeInstanceOf(StoreUnavailable)
    await open([first])
  })

  it('goes on where it was cut off, and nothing starts before it has ended', async () => {
    await rotateUntil(1, second, first)
    for (const keys of [
      [second, first],
      [first, second],
    ])
      await expect(open(keys)).rejects.toThrow(/is being changed: run `npm run rotate`/)
    await expect(open([first])).rejects.toThrow(nameOf(second))
    await rotateUntil(1, second, first)

    const [done] = await rotateTo(second, first)
    expect(done).toEqual({ name: 'hotline.people', documents: PEOPLE + 2, resealed: PEOPLE + 2 - 400 })
  }, 60_000)

  it('seals everything personal, and is what people are found by', async () => {
    const store = await open([second, first])
    expect(await store.isRotated()).toBe(true)
    expect(new Set(await place.keys())).toEqual(new Set([nameOf(second)]))

    expect(await people.findOne({ phone: phoneOf(449) })).toMatchObject({
      id: 'p0449',
      version: 1,
      name: '王小明449',
      born: new Date(449),
      notes: [{ text: '话449' }, {}],
    })
    expect(await people.count({ numbers: 'all' })).toBe(PEOPLE)
    await expect(people.insert({ set: { id: 'double', phone: phoneOf(0) } })).rejects.toThrow('duplicate phone')
    expect(await people.get('without')).toMatchObject({ open: 'nothing personal' })
    await people.change('p0000', () => ({ set: { name: '李四' }, events: [answered('p0000', '新的答复')] }))
    expect(await people.get('p0000')).toMatchObject({ name: '李四', phone: phoneOf(0), version: 2 })
  })

  it('leaves events as they were: the former key opens them, and must stay', async () => {
    const store = await open([second, first])
    const events = await place.events()
    expect(events).toHaveLength(PEOPLE + 1)
    expect(events.map((event) => openData(event, store.vault))).toContainEqual(expect.objectContaining({ reply: '答复449' }))
    expect(events.filter(({ data }) => data.includes(`s2.${nameOf(first)}.`))).toHaveLength(PEOPLE)
    await expect(open([second])).rejects.toThrow(new RegExp(`former key \\(${nameOf(first)}\\).*DATA_KEYS_FORMER`))
    await expect(open([first])).rejects.toThrow('sealed with another key')
  })

  it('knows a request that is repeated from before', async () => {
    await open([second, first])
    const repeat = (body: string) => {
      const request = { key: 'new-key', body: 'new-body', former: [{ key: 'old-key', body }] }
      return runInContext({ correlation: 'c', request }, () => people.insert({ set: { id: newId(), phone: '2' } }))
    }
    expect((await repeat('old-body')).id).toBe('keyed')
    await expect(repeat('other-body')).rejects.toMatchObject({ code: 'idempotency-key-reused' })
  })

  it('is told to a service that holds keys of its own by a file made anew, which opens what lies under both', async () => {
    const path = join(folder(), 'keys.json')
    const given = (...dataKeys: Buffer[]) => {
      writeKeys(path, { service: 'hotline', topics: ['hotline.events'], dataKeys })
      return readKeys(path, 'hotline')
    }
    for (const keys of [[first], [second], [first, second]]) await expect(open(given(...keys))).rejects.toThrow(/KEYS_FILE .*npm run keys/)
    const store = await open(given(second, first))
    expect(await people.findOne({ phone: phoneOf(449) })).toMatchObject({ id: 'p0449', name: '王小明449' })
    const told = (await place.events()).map((event) => openData(event, store.vault))
    for (const reply of ['答复449', '新的答复']) expect(told).toContainEqual(expect.objectContaining({ reply }))
    await people.change('p0001', () => ({ set: { name: '李四' }, events: [answered('p0001', '自己的钥匙')] }))
    const whole = await open([second, first])
    expect((await place.events()).map((event) => openData(event, whole.vault))).toContainEqual(expect.objectContaining({ reply: '自己的钥匙' }))
    expect(await people.get('p0001')).toMatchObject({ name: '李四' })
  })

  it('can be taken again, and again', async () => {
    await rotateTo(third, second, first)
    await open([third, second, first])
    expect(await people.findOne({ phone: phoneOf(7) })).toMatchObject({ id: 'p0007' })
    await expect(open([third, second])).rejects.toThrow(nameOf(first))
    const [nothing] = await rotateTo(third, second, first)
    expect(nothing).toMatchObject({ documents: PEOPLE + 2, resealed: 0 })
  }, 60_000)
})

describe('a data folder from before keys could be changed', () => {
  it('knows its key, and takes another', async () => {
    const directory = folder()
    const file = new StationFile(directory)
    file.define(`CREATE TABLE keys (id TEXT PRIMARY KEY); INSERT INTO keys VALUES ('${nameOf(first)}')`)
    const open = (vault: Vault, options?: { rotating: boolean }) => {
      const store = new SqliteStore(file, vault, new Clock(), options)
      return { store, people: store.collection<Person>('hotline', 'people', schema) }
    }
    expect(() => open(new Vault(second))).toThrow('sealed with another key')
    await open(new Vault(first)).people.insert({ set: { id: 'old', name: '王小明' } })
    const both = new Vault(second, first)
    expect(() => open(both)).toThrow('npm run rotate')
    await rotate(open(both, { rotating: true }).store)
    expect(await open(both).people.get('old')).toMatchObject({ name: '王小明' })
    await file.close()
  })
})

describe('seals of the evidence chain', () => {
  it('made before and after hold, as long as the former key is at hand', async () => {
    const directory = folder()
    const keys = [second, first].map((key) => new Vault(key))
    const sealAfter = async (vault: Vault, id: string, options?: { rotating: boolean }) => {
      const store = new SqliteStore(new StationFile(directory), vault, new Clock(), options)
      const people = store.collection<Person>('hotline', 'people', schema)
      if (options) await rotate(store)
      await people.insert({ set: { id }, events: [answered(id, '答复')] })
      await new StationEvidence(store.file, vault).seal(new Date())
      await store.file.close()
    }
    await sealAfter(keys[1], 'before')
    await sealAfter(new Vault(second, first), 'after', { rotating: true })
    expect(await verifyFolder(directory, new Vault(second, first))).toEqual({ events: 2, aggregates: 2, seals: 2, documents: 2 })
    expect(await verifyFolder(directory, new Vault(second))).toMatchObject({ fault: { what: 'seal', sequence: 1 } })
  })
})
