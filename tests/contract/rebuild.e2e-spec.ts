import { Clock, newId } from '@yiwang/domain'
import { distributedContent, readingOf, readModelOf, rebuild as rebuildIn, rebuildInFolder, stationContent } from '@yiwang/operations'
import { Vault } from '@yiwang/persistence'
import { MongoStore, type SqliteStore } from '@yiwang/persistence/stores'
import { Schema } from 'mongoose'
import { dataKey, folder, openStation } from './rows'
import { happened, type Thing, thingSchema } from './things'

const asides = new Schema({ group: { type: String, required: true }, state: String }).index({ state: 1 })

const inStore = ({ file, log }: SqliteStore) => ({ documents: stationContent(file).documents, ...readingOf(log) })
const rebuild = (store: SqliteStore, name: string) => rebuildIn(inStore(store), readModelOf(name))

describe('rebuilding a read model', () => {
  let directory: string
  let store: SqliteStore
  beforeEach(async () => {
    directory = folder()
    store = openStation(directory)
    const { things, callers, asideOf, waiting } = collections()
    for (let n = 0; n < 300; n++) void callers.insert({ set: { id: `c${n}`, state: 'open', number: `n${n}` } })
    await things.insert({ set: { id: 't1' }, events: [happened('t1')] })
    await asideOf.insert({ set: { id: 's1', group: 'hotline.callers', state: 'parked' } })
    await asideOf.insert({ set: { id: 's2', group: 'hotline', state: 'parked' } })
    for (const { id, group } of (await asideOf.find({})).items) await waiting.insert({ set: { id: `${id}-1`, group, state: 'waits' } })
    await store.log.commit([{ consumer: 'hotline.callers', topic: 'hotline.events', partition: 3, next: 7 }])
    await store.log.commit([{ consumer: 'hotline', topic: 'hotline.events', partition: 3, next: 7 }])
  })
  afterEach(() => store.file.close())

  const collections = () => ({
    things: store.collection<Thing>('hotline', 'things', thingSchema),
    callers: store.collection<Thing>('hotline', 'callers', thingSchema),
    asideOf: store.collection<{ id: string; group: string; state: string }>('hotline', 'set-aside', asides),
    waiting: store.collection<{ id: string; group: string; state: string }>('hotline', 'set-aside-events', asides),
  })

  it('empties it with its indexes and sends its group back to the beginning, and nobody else', async () => {
    expect(await rebuild(store, 'hotline.callers')).toBe(300)
    const { things, callers, asideOf, waiting } = collections()
    expect(await callers.count({})).toBe(0)
    expect(await callers.count({ state: 'open' })).toBe(0)
    await callers.insert({ set: { id: 'new', number: 'n1' } })
    expect(store.log.next('hotline.callers', 'hotline.events', 3)).toBe(0)
    expect(store.log.next('hotline', 'hotline.events', 3)).toBe(7)
    expect(await things.count({})).toBe(1)
    expect((await asideOf.find({ state: 'parked' })).items.map(({ id }) => id)).toEqual(['s2'])
    expect((await waiting.find({ state: 'waits' })).items.map(({ id }) => id)).toEqual(['s2-1'])
  })

  it('sends back every group that its reader was ever in, and empties nothing of the others in it', async () => {
    const former = ['hotline.callers+things', 'hotline.areas+callers', 'hotline.callers-of-old', 'kiosk.areas+callers']
    await store.log.commit(former.map((consumer) => ({ consumer, topic: 'hotline.events', partition: 3, next: 7 })))
    await collections().asideOf.insert({ set: { id: 's3', group: 'hotline.areas', state: 'parked' } })
    expect(await rebuild(store, 'hotline.callers')).toBe(300)
    expect(former.map((group) => store.log.next(group, 'hotline.events', 3))).toEqual([0, 0, 7, 7])
    expect(await collections().things.count({})).toBe(1)
    expect((await collections().asideOf.find({ state: 'parked' })).items.map(({ group }) => group).sort()).toEqual(['hotline', 'hotline.areas'])
  })

  it('refuses what is nowhere else, and drops nothing', async () => {
    await collections().things.insert({ set: { id: 'a-first' } })
    await store.log.commit([{ consumer: 'hotline.things', topic: 'hotline.events', partition: 0, next: 1 }])
    await expect(rebuild(store, 'hotline.things')).rejects.toThrow('hotline.things is no read model: its documents have published events')
    await expect(rebuild(store, 'hotline.set-aside')).rejects.toThrow('no consumer group ever filled it')
    expect(await collections().things.count({})).toBe(2)
    expect(await collections().asideOf.count({ state: 'parked' })).toBe(2)
    expect(store.log.next('hotline.things', 'hotline.events', 0)).toBe(1)
    await expect(rebuild(store, 'hotline.nothing')).rejects.toThrow('there is no collection hotline.nothing')
  })

  it('refuses while the station runs, and works once it has ended', async () => {
    await expect(rebuildInFolder(directory, 'hotline.callers')).rejects.toThrow('another process is using the data folder')
    await store.file.close()
    expect(await rebuildInFolder(directory, 'hotline.callers')).toBe(300)
    store = openStation(directory)
    expect(await collections().callers.count({})).toBe(0)
  })

  it('drops batch by batch, each row looked for once, and tells how far it has come', async () => {
    const { callers } = collections()
    await Promise.all(Array.from({ length: 11_700 }, (_, n) => callers.insert({ set: { id: `d${n}`, state: 'open', number: `m${n}` } })))
    const touched: number[] = []
    const asks = new Set<string>()
    const { run, all } = store.file
    store.file.run = (...asked) => {
      const done = run.apply(store.file, asked)
      if (asked[0].startsWith('DELETE')) touched.push(done.changes)
      asks.add(asked[0])
      return done
    }
    let read = 0
    store.file.all = <R>(...asked: Parameters<typeof all>): R[] => {
      const rows = all.apply(store.file, asked)
      read += rows.length
      return rows as R[]
    }
    const { commits } = store.file.counts
    const told: string[] = []
    expect(await rebuildIn(inStore(store), readModelOf('hotline.callers'), (line) => told.push(line))).toBe(12_000)
    expect(told).toEqual(['10000 of 12000 documents dropped …'])
    // One for each, and none of them goes through a table to find it.
    expect(touched).toEqual(Array(12_002).fill(1))
    for (const sql of [...asks].filter((one) => one.startsWith('DELETE')))
      expect(store.file.get<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, 'x')?.detail).toMatch(/^SEARCH/)
    expect(read).toBeLessThan(12_000 + 100)
    expect(store.file.counts.commits - commits).toBeGreaterThanOrEqual(12)
  })

  it('may be cut off: what is gone comes again, the rest is dropped by the next run', async () => {
    const { callers } = collections()
    await Promise.all(Array.from({ length: 1_000 }, (_, n) => callers.insert({ set: { id: `d${n}`, state: 'open', number: `m${n}` } })))
    const write = jest.spyOn(store.file, 'write')
    write.mockImplementation((work) =>
      write.mock.calls.length > 2 ? Promise.reject(new Error('cut off')) : store.file.constructor.prototype.write.call(store.file, work),
    )
    await expect(rebuild(store, 'hotline.callers')).rejects.toThrow('cut off')
    jest.restoreAllMocks()
    expect(store.log.next('hotline.callers', 'hotline.events', 3)).toBe(0)
    // The station starts on it all the same.
    await store.file.close()
    store = openStation(directory)
    expect(await collections().callers.count({})).toBe(300)
    expect(await collections().callers.count({ state: 'open' })).toBe(300)
    await store.file.close()
    expect(await rebuildInFolder(directory, 'hotline.callers')).toBe(300)
    store = openStation(directory)
  })
})

const uri = process.env.TEST_MONGODB_URI
if (uri)
  describe('rebuilding a read model on the distributed row', () => {
    let store: MongoStore
    beforeAll(async () => {
      const address = new URL(uri)
      address.pathname = `/contract-${newId().toLowerCase()}`
      store = await MongoStore.open({ uri: address.href }, new Vault(dataKey), new Clock())
    })
    afterAll(async () => {
      await store.db.dropDatabase()
      await store.close()
    })

    it('empties it batch by batch, its own set-asides with it, and may be cut off', async () => {
      const callers = store.collection<Thing>('hotline', 'callers', thingSchema)
      const things = store.collection<Thing>('hotline', 'things', thingSchema)
      const asideOf = store.collection<{ id: string; group: string; state: string }>('hotline', 'set-aside', asides)
      await store.setup()
      const many = Array.from({ length: 2_300 }, (_, n) => ({ _id: `c${String(n).padStart(4, '0')}`, number: `n${n}`, _: { version: 1 } }))
      await store.db.collection<{ _id: string }>('hotline.callers').insertMany(many)
      await things.insert({ set: { id: 't1' }, events: [happened('t1')] })
      await asideOf.insert({ set: { id: 's1', group: 'hotline.callers', state: 'parked' } })
      await asideOf.insert({ set: { id: 's2', group: 'hotline', state: 'parked' } })
      const rewound: string[] = []
      const { documents } = distributedContent(store.db)
      const row = { documents, groups: async () => ['hotline.callers', 'hotline'], rewind: async (group: string) => rewound.push(group) }

      const removing = documents.remove.bind(documents)
      const remove = jest.spyOn(documents, 'remove').mockImplementationOnce(removing).mockRejectedValueOnce(new Error('cut off'))
      await expect(rebuildIn(row, readModelOf('hotline.callers'))).rejects.toThrow('cut off')
      expect([rewound, await callers.count({})]).toEqual([['hotline.callers'], 1_300])
      expect(await rebuildIn(row, readModelOf('hotline.callers'))).toBe(1_300)
      expect(remove.mock.calls.map(([of, ids]) => [of, ids.length])).toEqual([
        ['hotline.callers', 1_000],
        ['hotline.callers', 1_000],
        ['hotline.callers', 1_000],
        ['hotline.callers', 300],
        ['hotline.set-aside', 1],
      ])
      expect((await asideOf.find({ state: 'parked' })).items.map(({ id }) => id)).toEqual(['s2'])
      await expect(rebuildIn(row, readModelOf('hotline.things'))).rejects.toThrow('its documents have published events')
      await expect(rebuildIn(row, readModelOf('hotline.set-aside'))).rejects.toThrow('no consumer group ever filled it')
    })
  })
