import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventsOf } from '@yiwang/contracts'
import { Clock, newId } from '@yiwang/domain'
import { backUpEventKeys, moveEventKeys, verifyFolder } from '@yiwang/operations'
import { type KeptKind, keptAs, schemaOf, sealed, text, Vault } from '@yiwang/persistence'
import {
  EVENT_KEYS,
  eventKeysIn,
  MongoStore,
  openEvent,
  SqliteStore,
  StationFile,
  type StoredEvent,
  StoreUnavailable,
} from '@yiwang/persistence/stores'
import { dataKey, folder, type House, openStation, rows } from './rows'

interface Thing {
  id: string
  name: string
}
const event = eventsOf('hotline')
const told = (reply: string) => event('hotline.ticket-answered', { ticketId: 't', number: 'n', state: 'resolved', residentIds: ['r'], reply })
const thingsKeptAs = (kind: KeptKind) => keptAs(schemaOf<Thing>('things', { name: sealed(text) }), kind)

const opened = async (stored: StoredEvent, { vault, eventKeys }: ReturnType<House['keys']>) => {
  await eventKeys.learn(eventKeysIn(stored))
  return openEvent(stored, vault, eventKeys)
}

describe.each(rows)('what an event says of people on the $name', (row) => {
  let house: House
  beforeEach(async () => {
    house = await row.open()
  })
  afterEach(() => house.close())

  it('is opened with the data key and a key that can be destroyed, never with one of them alone', async () => {
    await house.collection<Thing>('things', thingsKeptAs('matter')).insert({ set: { id: 'a', name: '王小明' }, events: [told('已修好')] })
    const [stored] = await house.events()
    expect(eventKeysIn(stored)).toEqual([expect.stringMatching(/^hotline\/matter\/\d{4}-\d{2}$/)])
    expect(await opened(stored, house.keys())).toMatchObject({ isErased: false, data: { reply: '已修好' } })
    expect(() => openEvent(stored, new Vault(dataKey))).toThrow('which is not at hand')
    const { eventKeys } = house.keys()
    expect(() => openEvent(stored, new Vault(Buffer.alloc(32, 8)), eventKeys)).toThrow('sealed with another key')
  })

  it('is gone with the key of whoever it is about, everywhere and after a restart; the others stay', async () => {
    const schema = thingsKeptAs('register')
    const things = house.collection<Thing>('things', schema)
    await things.insert({ set: { id: 'a', name: '王小明' }, events: [told('甲')] })
    await things.change('a', () => ({ set: { name: '王大明' }, events: [told('乙')] }))
    await things.insert({ set: { id: 'b', name: '李秀兰' }, events: [told('丙')] })
    const before = (await house.events()).map((one) => eventKeysIn(one)[0])
    expect(new Set(before).size).toBe(2)

    await things.destroyKey('a')
    await house.restart()
    const keys = house.keys()
    const say = async () => (await Promise.all((await house.events()).map((one) => opened(one, keys)))).map(({ data, isErased }) => [data, isErased])
    const residentIds = ['r']
    expect((await say()).sort()).toEqual([
      [expect.objectContaining({ reply: '丙', residentIds }), false],
      [expect.objectContaining({ reply: '已删除', residentIds }), true],
      [expect.objectContaining({ reply: '已删除', residentIds }), true],
    ])
    const destroyed: object[] = []
    for await (const one of keys.eventKeys.destroyedOf('/hotline/things')) destroyed.push(one)
    expect(destroyed).toEqual([{ id: 'a', at: expect.any(Date) }])

    // Whoever comes back has another one.
    await house.collection<Thing>('things', schema).change('a', () => ({ set: {}, events: [told('丁')] }))
    const after = (await house.events()).filter(({ subject }) => subject === 'a').map((one) => eventKeysIn(one)[0])
    expect(after.slice(0, 2)).toEqual([after[0], after[0]])
    expect(before).not.toContain(after[2])
  })

  it('is known to have gone also of whom no event was ever sealed with a key of its own', async () => {
    const things = house.collection<Thing>('things', thingsKeptAs('register'))
    await things.insert({ set: { id: 'a', name: '王小明' } })
    for (const _ of [1, 2]) await things.destroyKey('a')
    await house.restart()
    const destroyed: string[] = []
    for await (const { id } of house.keys().eventKeys.destroyedOf('/hotline/things')) destroyed.push(id)
    expect(destroyed).toEqual(['a'])
  })

  it('lies under a key that nobody can give another document', async () => {
    const schema = thingsKeptAs('register')
    const things = house.collection<Thing>('things', schema)
    for (const id of ['a', 'b']) await things.insert({ set: { id, name: id }, events: [told(id)] })
    const [a, b] = [await house.record('things', 'a'), await house.record('things', 'b')]
    if (!a || !b) throw new Error('not stored')
    await house.put('things', { ...a, _: { ...a._, eventKey: b._.eventKey } })
    await expect(things.get('a')).rejects.toThrow('altered or moved')
  })

  it('is sealed with the key of its topic alone where nothing of people is kept, as it always was', async () => {
    await house.collection<Thing>('things', thingsKeptAs('nobody')).insert({ set: { id: 'a', name: '王' }, events: [told('已修好')] })
    const [stored] = await house.events()
    expect(eventKeysIn(stored)).toEqual([])
    expect(openEvent(stored, house.keys().vault).data).toMatchObject({ reply: '已修好' })
  })
})

describe('the event keys of a station', () => {
  const schema = thingsKeptAs('register')
  const begin = async (directory: string, kept = schema) => {
    const store = openStation(directory)
    await store.collection<Thing>('hotline', 'things', kept).insert({ set: { id: 'a', name: '王小明' }, events: [told('已修好')] })
    await store.file.close()
  }
  const replyIn = async (directory: string) => {
    const store = openStation(directory)
    try {
      return ((await opened(store.log.after(0)[0].event, store)).data as { reply: string }).reply
    } finally {
      await store.file.close()
    }
  }

  const refusalIn = async (directory: string) => {
    const file = new StationFile(directory)
    try {
      new SqliteStore(file, new Vault(dataKey), new Clock())
      return () => undefined
    } catch (error) {
      return () => {
        throw error
      }
    } finally {
      await file.close()
    }
  }

  it.each<KeptKind>(['register', 'matter'])(
    'lie in no file until one is needed, and are asked for where they are gone; what is put there empty begins anew (%s)',
    async (kind) => {
      const schema = thingsKeptAs(kind)
      const directory = folder()
      await openStation(directory).file.close()
      expect(existsSync(join(directory, EVENT_KEYS))).toBe(false)
      await begin(directory, schema)
      expect(await replyIn(directory)).toBe('已修好')
      rmSync(join(directory, EVENT_KEYS))
      expect(await refusalIn(directory)).toThrow('put back the latest copy')
      writeFileSync(join(directory, EVENT_KEYS), '')
      expect(await replyIn(directory)).toBe('已删除')
      // Also of the months that go on.
      const store = openStation(directory)
      await store.collection<Thing>('hotline', 'things', schema).insert({ set: { id: 'b', name: '李秀兰' }, events: [told('已办结')] })
      const said = await Promise.all(store.log.after(0).map(async ({ event }) => (await opened(event, store)).data as { reply: string }))
      expect(said.map(({ reply }) => reply)).toEqual(['已删除', '已办结'])
      await store.file.close()
      expect(await verifyFolder(directory, new Vault(dataKey))).not.toHaveProperty('fault')
    },
  )

  it('are copied in the place of the copy before, and another house takes them for none of its own', async () => {
    const [directory, other, elsewhere] = [folder(), folder(), folder()]
    expect(await backUpEventKeys(directory, join(elsewhere, 'keys'))).toBe(false)
    await begin(directory)
    await begin(other)
    expect(await backUpEventKeys(directory, join(elsewhere, 'keys'))).toBe(true)
    expect(await backUpEventKeys(other, join(elsewhere, 'keys'))).toBe(true)
    rmSync(join(directory, EVENT_KEYS))
    cpSync(join(elsewhere, 'keys'), join(directory, EVENT_KEYS))
    expect(await refusalIn(directory)).toThrow('of another house')
  })
})

it('the event keys of a house that moves never give way to others of the same name', async () => {
  const [from, there] = [openStation(folder()), openStation(folder())]
  const [id, tell] = ['hotline/matter/2026-11', () => undefined]
  await from.eventKeyFile.addKept([{ id, half: Buffer.alloc(32, 1) }])
  await there.eventKeyFile.addKept([{ id, half: Buffer.alloc(32, 2) }])
  await expect(moveEventKeys(from.eventKeyFile, there.eventKeyFile, tell)).rejects.toThrow(`the event key ${id} is another one there`)
  await Promise.all([from.file.close(), there.file.close()])
})

const uri = process.env.TEST_MONGODB_URI
if (uri) {
  const address = () => {
    const own = new URL(uri)
    own.pathname = `/keys-${newId().toLowerCase()}`
    return own.href
  }
  const stores: MongoStore[] = []
  const openMongo = async (uri: string) => {
    const store = await MongoStore.open({ uri }, new Vault(dataKey), new Clock())
    stores.push(store)
    return store
  }
  // Also of a test that fails.
  afterAll(() => Promise.all(stores.map((store) => store.close())))
  const tell = () => undefined

  describe('the event keys of a house that moves', () => {
    it('arrive as they are, and what was destroyed arrives destroyed, there and back', async () => {
      const there = await openMongo(address())
      const [from, back] = [openStation(folder()), openStation(folder())]
      const things = from.collection<Thing>('hotline', 'things', thingsKeptAs('register'))
      for (const id of ['a', 'b']) await things.insert({ set: { id, name: id }, events: [told(id)] })
      await things.destroyKey('a')
      const count = await moveEventKeys(from.eventKeyFile, there.eventKeyRecords, tell)
      expect(await moveEventKeys(from.eventKeyFile, there.eventKeyRecords, tell)).toBe(count)
      expect(await moveEventKeys(there.eventKeyRecords, back.eventKeyFile, tell)).toBe(count)
      const said = await Promise.all(from.log.after(0).map(({ event }) => opened(event, back)))
      expect(said.map(({ isErased }) => isErased)).toEqual([true, false])
      const destroyed: string[] = []
      for await (const { id } of back.eventKeys.destroyedOf('/hotline/things')) destroyed.push(id)
      expect(destroyed).toEqual(['a'])
      await there.db.dropDatabase()
      await Promise.all([there.close(), from.file.close(), back.file.close()])
    })

    it('that were lost and begun anew are so there and back', async () => {
      const [directory, there] = [folder(), await openMongo(address())]
      const schema = thingsKeptAs('matter')
      const before = openStation(directory)
      await before.collection<Thing>('hotline', 'things', schema).insert({ set: { id: 'a', name: '王' }, events: [told('已修好')] })
      await before.file.close()
      writeFileSync(join(directory, EVENT_KEYS), '')
      const [from, back] = [openStation(directory), openStation(folder())]
      await from.collection<Thing>('hotline', 'things', schema).insert({ set: { id: 'b', name: '李' }, events: [told('已办结')] })
      await there.setup()
      await moveEventKeys(from.eventKeyFile, there.eventKeyRecords, tell)
      await moveEventKeys(there.eventKeyRecords, back.eventKeyFile, tell)
      for (const store of [there, back]) {
        const said = await Promise.all(from.log.after(0).map(({ event }) => opened(event, store)))
        expect(said.map(({ isErased }) => isErased)).toEqual([true, false])
      }
      await there.db.dropDatabase()
      await Promise.all([there.close(), from.file.close(), back.file.close()])
    })
  })

  it('the event keys of the distributed row are missed at the start, and begun anew only where somebody says that they are lost', async () => {
    const at = address()
    let store = await openMongo(at)
    const schema = thingsKeptAs('matter')
    const insert = (id: string) => store.collection<Thing>('hotline', 'things', schema).insert({ set: { id, name: id }, events: [told(id)] })
    const events = async () => {
      const records = await store.db.collection<{ _: { outbox: StoredEvent[] } }>('hotline.things').find().sort({ _id: 1 }).toArray()
      return Promise.all(records.flatMap(({ _ }) => _.outbox).map((event) => opened(event, store)))
    }
    const reopen = async () => {
      await store.close()
      store = await openMongo(at)
      store.collection<Thing>('hotline', 'things', schema)
    }
    store.collection<Thing>('hotline', 'things', schema)
    await expect(store.check()).rejects.toThrow('npm run setup')
    for (const _ of [1, 2]) await store.setup()
    await store.check()
    await insert('a')
    await store.db.dropCollection('event-keys-hotline')
    await reopen()
    await expect(store.check()).rejects.toThrow('the event keys are gone (event-keys-hotline): put back the latest copy')
    await expect(store.setup()).rejects.toThrow('the event keys are gone')
    await expect(store.setup({ eventKeysLost: true, atRest: () => Promise.reject(new StoreUnavailable('services still run')) })).rejects.toThrow(
      'still run',
    )

    await store.setup({ eventKeysLost: true })
    const { begunAnew } = store.eventKeyRecords
    await store.setup({ eventKeysLost: true })
    expect(store.eventKeyRecords.begunAnew).toBe(begunAnew)
    await store.check()
    await reopen()
    await store.check()
    await insert('b')
    expect((await events()).map(({ isErased }) => isErased)).toEqual([true, false])
    await store.db.dropDatabase()
    await store.close()
  })
}
