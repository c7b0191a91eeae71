import { Clock } from '@yiwang/domain'
import { type Collection, MongoStore, type StoredEvent, Vault } from '@yiwang/persistence'
import { dataKey } from './rows'
import { happened, type Thing, thingSchema } from './things'

const uri = process.env.TEST_MONGODB_URI
if (!uri) console.warn('The outbox on MongoDB is SKIPPED: `npm run test:real` starts a store and runs it.')
const onMongo = uri ? describe : describe.skip

onMongo('an outbox that several instances publish', () => {
  const stores: MongoStore[] = []
  /** A collection of one instance, and what its relay is told. */
  async function instance() {
    const address = new URL(uri as string)
    address.pathname = '/outbox'
    const store = await MongoStore.open({ uri: address.href }, new Vault(dataKey), new Clock())
    stores.push(store)
    const told: StoredEvent[][] = []
    store.outbox.onWritten(({ events }) => told.push(events))
    const things: Collection<Thing> = store.collection('hotline', 'things', thingSchema)
    return { outbox: store.outbox, things, told, records: store.connection.getClient().db('outbox').collection<{ _id: string }>('hotline.things') }
  }
  afterAll(async () => {
    await stores[0]?.connection.getClient().db('outbox').dropDatabase()
    await Promise.all(stores.map((store) => store.close()))
  })

  const of = (id: string) => ({ collection: 'hotline.things', id })
  const marked = { '_.outboxAt': { $exists: true } }

  it('is left unmarked by whoever finds it empty: the one that pulled the last event died just then', async () => {
    const [one, other] = [await instance(), await instance()]
    await one.things.insert({ set: { id: 'died' }, events: [happened('died')] })
    await one.records.updateOne({ _id: 'died' }, { $set: { '_.outbox': [], '_.lease.until': new Date(0) } } as never)
    expect(await other.outbox.waiting(10)).toContainEqual(of('died'))
    expect(await other.outbox.take('hotline.things', 'died')).toBeUndefined()
    expect(await one.records.countDocuments({ _id: 'died', ...marked } as never)).toBe(0)
    expect(await other.outbox.waiting(10)).not.toContainEqual(of('died'))
  })

  it('is not held for minutes by an instance whose clock was far ahead', async () => {
    const [one, other] = [await instance(), await instance()]
    await one.things.insert({ set: { id: 'ahead' }, events: [happened('ahead')] })
    expect(await other.outbox.take('hotline.things', 'ahead')).toBeUndefined()
    await one.records.updateOne({ _id: 'ahead' }, { $set: { '_.lease.until': new Date(Date.now() + 300_000) } } as never)
    expect(await other.outbox.waiting(10)).toContainEqual(of('ahead'))
    expect((await other.outbox.take('hotline.things', 'ahead'))?.events).toHaveLength(1)
  })

  it('is published by a writer that finds only such a lease', async () => {
    const [one, other] = [await instance(), await instance()]
    await one.things.insert({ set: { id: 'found' }, events: [happened('found')] })
    await one.records.updateOne({ _id: 'found' }, { $set: { '_.lease.until': new Date(Date.now() + 300_000) } } as never)
    await other.things.change('found', () => ({ set: { count: 1 }, events: [happened('found')] }))
    expect(other.told.map((events) => events.length)).toEqual([2])
  })
})
