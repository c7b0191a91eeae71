import { readModelOf, rebuild, rebuildInFolder, type SqliteStore } from '@yiwang/persistence'
import { Schema } from 'mongoose'
import { folder, openStation } from './rows'
import { happened, type Thing, thingSchema } from './things'

const asides = new Schema({ group: { type: String, required: true }, state: String }).index({ state: 1 })

describe('rebuilding a read model', () => {
  let directory: string
  let store: SqliteStore
  beforeEach(async () => {
    directory = folder()
    store = openStation(directory)
    const { things, callers, asideOf } = collections()
    for (let n = 0; n < 300; n++) void callers.insert({ set: { id: `c${n}`, state: 'open', number: `n${n}` } })
    await things.insert({ set: { id: 't1' }, events: [happened('t1')] })
    await asideOf.insert({ set: { id: 's1', group: 'hotline.callers', state: 'parked' } })
    await asideOf.insert({ set: { id: 's2', group: 'hotline', state: 'parked' } })
    await store.log.commit([{ consumer: 'hotline.callers', topic: 'hotline.events', partition: 3, next: 7 }])
    await store.log.commit([{ consumer: 'hotline', topic: 'hotline.events', partition: 3, next: 7 }])
  })
  afterEach(() => store.file.close())

  const collections = () => ({
    things: store.collection<Thing>('hotline', 'things', thingSchema),
    callers: store.collection<Thing>('hotline', 'callers', thingSchema),
    asideOf: store.collection<{ id: string; group: string; state: string }>('hotline', 'set-aside', asides),
  })

  it('empties it with its indexes and sends its group back to the beginning, and nobody else', async () => {
    expect(await rebuild(store.file, readModelOf('hotline.callers'))).toBe(300)
    const { things, callers, asideOf } = collections()
    expect(await callers.count({})).toBe(0)
    expect(await callers.count({ state: 'open' })).toBe(0)
    await callers.insert({ set: { id: 'new', number: 'n1' } })
    expect(store.log.next('hotline.callers', 'hotline.events', 3)).toBe(0)
    expect(store.log.next('hotline', 'hotline.events', 3)).toBe(7)
    expect(await things.count({})).toBe(1)
    expect((await asideOf.find({ state: 'parked' })).items.map(({ id }) => id)).toEqual(['s2'])
  })

  it('refuses what has published events, and drops nothing', async () => {
    await collections().things.insert({ set: { id: 'a-first' } })
    await expect(rebuild(store.file, readModelOf('hotline.things'))).rejects.toThrow('no consumer group hotline.things ever filled it')
    await store.log.commit([{ consumer: 'hotline.things', topic: 'hotline.events', partition: 0, next: 1 }])
    await expect(rebuild(store.file, readModelOf('hotline.things'))).rejects.toThrow('hotline.things is no read model')
    expect(await collections().things.count({})).toBe(2)
    expect(store.log.next('hotline.things', 'hotline.events', 0)).toBe(1)
    await expect(rebuild(store.file, readModelOf('hotline.nothing'))).rejects.toThrow('there is no collection hotline.nothing')
  })

  it('refuses while the station runs, and works once it has ended', async () => {
    await expect(rebuildInFolder(directory, 'hotline.callers')).rejects.toThrow('another process is using the data folder')
    await store.file.close()
    expect(await rebuildInFolder(directory, 'hotline.callers')).toBe(300)
    store = openStation(directory)
    expect(await collections().callers.count({})).toBe(0)
  })
})
