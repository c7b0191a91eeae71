import { Clock, newId } from '@yiwang/domain'
import { type Collection, Vault } from '@yiwang/persistence'
import { MongoStore, type OutboxEntry } from '@yiwang/persistence/stores'
import { dataKey } from './rows'
import { happened, type Thing, thingSchema } from './things'

const uri = process.env.TEST_MONGODB_URI
const onRealServers = uri ? describe : describe.skip

/** Two instances of a service on one store; each hears only of what it wrote itself. */
onRealServers('the outbox in a document', () => {
  const database = `outbox-${newId().toLowerCase()}`
  const address = () => Object.assign(new URL(uri as string), { pathname: `/${database}` }).href
  const instances: { store: MongoStore; things: Collection<Thing>; heard: OutboxEntry[] }[] = []

  beforeAll(async () => {
    for (let n = 0; n < 2; n++) {
      const store = await MongoStore.open({ uri: address() }, new Vault(dataKey), new Clock())
      const things = store.collection<Thing>('hotline', 'things', thingSchema)
      const heard: OutboxEntry[] = []
      const hear = (entry: OutboxEntry | undefined) => entry && heard.push(entry)
      store.outbox.onWritten((entry) => (entry instanceof Promise ? entry.then(hear) : hear(entry)))
      instances.push({ store, things, heard })
    }
    await instances[0].store.setup()
  })
  beforeEach(() => {
    for (const { heard } of instances) heard.length = 0
  })
  afterAll(async () => {
    await instances[0]?.store.connection.getClient().db(database).dropDatabase()
    for (const { store } of instances) await store.close()
  })

  const make = (id: string) => instances[0].things.insert({ set: { id }, events: [happened(id)] })
  const add = (n: number, id: string) => instances[n].things.change(id, () => ({ set: {}, events: [happened(id)] }))
  const outboxOf = (n: number) => instances[n].store.outbox
  const records = () => instances[0].store.connection.getClient().db(database).collection<{ _id: string }>('hotline.things')
  const sequences = ({ events }: OutboxEntry) => events.map(({ sequence }) => sequence)
  const waiting = async () => (await outboxOf(1).waiting(100)).map(({ id }) => id)

  it('is emptied of what was published, of many documents at once, and its lease is given back', async () => {
    await Promise.all(['a', 'b', 'c'].map(make))
    const { heard } = instances[0]
    expect(heard.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c'])
    expect(await outboxOf(0).published(heard)).toEqual([])
    expect(await records().countDocuments({ '_.outboxAt': { $exists: true } })).toBe(0)
    expect(await outboxOf(0).oldest()).toBeUndefined()

    await add(1, 'b')
    expect(instances[1].heard.map(sequences)).toEqual([[2]])
    expect(await outboxOf(1).published(instances[1].heard)).toEqual([])
  })

  it('keeps what came meanwhile, and says so to whoever has the lease', async () => {
    await Promise.all(['d', 'e'].map(make))
    await add(1, 'd')
    expect(instances[1].heard).toEqual([])
    const more = await outboxOf(0).published(instances[0].heard)
    expect(more.map(({ id, events }) => [id, ...sequences({ id, events, collection: '' })])).toEqual([['d', 2]])
    expect(await outboxOf(1).take('hotline.things', 'd')).toBeUndefined()
    expect(await outboxOf(0).published(more)).toEqual([])
  })

  it('is left alone while another holds its lease, and taken where the lease ran out or was given by a clock that is wrong', async () => {
    await make('f')
    expect(await waiting()).toEqual([])
    for (const shift of [-60_000, 3_600_000]) {
      await records().updateOne({ _id: 'f' }, { $set: { '_.lease': { by: 'gone', until: new Date(Date.now() + shift) } } })
      expect(await waiting()).toEqual(['f'])
      expect(await outboxOf(1).take('hotline.things', 'f')).toMatchObject({ id: 'f', events: [{ sequence: 1 }] })
      expect(await waiting()).toEqual([])
    }
  })

  it('may be published by one who lost the lease meanwhile: what is out is pulled all the same', async () => {
    await make('g')
    const lease = (by: string, ms: number) => records().updateOne({ _id: 'g' }, { $set: { '_.lease': { by, until: new Date(Date.now() + ms) } } })
    await lease('another', 10_000)
    expect(await outboxOf(0).published(instances[0].heard)).toEqual([])
    expect(await records().findOne({ _id: 'g', '_.outbox': { $size: 0 } })).not.toBeNull()

    await lease('another', -1)
    expect(await waiting()).toEqual(['g'])
    expect(await outboxOf(1).take('hotline.things', 'g')).toBeUndefined()
    expect(await records().countDocuments({ _id: 'g', '_.outboxAt': { $exists: true } })).toBe(0)
  })
})
