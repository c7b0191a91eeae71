import { type Collection, type EventInHand, runInContext } from '@yiwang/persistence'
import { type House, rows } from './rows'
import { happened, type Thing, thingSchema } from './things'

describe.each(rows)('an event in hand on the $name', (row) => {
  let house: House
  let things: Collection<Thing>
  beforeAll(async () => {
    house = await row.open()
    things = house.collection('things', thingSchema)
  })
  afterAll(() => house.close())

  const deliver = <R>(sequence: number, work: () => Promise<R>, of: Partial<EventInHand> = {}): Promise<R> => {
    const event = { id: `event-${sequence}`, handler: 'TestHandlers', aggregate: '/kiosk/needs/n1', sequence, taken: new Set<string>(), ...of }
    return runInContext({ correlation: 'c', event }, work)
  }
  const increment = (id: string) => () => things.change(id, ({ count = 0 }) => ({ set: { count: count + 1 }, events: [happened(id)] }))

  it('takes effect once, also after a restart', async () => {
    await things.insert({ set: { id: 'once', count: 0 } })
    await deliver(1, increment('once'))
    expect(await deliver(1, increment('once'))).toMatchObject({ count: 1, version: 2 })
    await deliver(2, increment('once'))
    await house.restart()
    things = house.collection('things', thingSchema)
    expect(await deliver(1, increment('once'))).toMatchObject({ count: 2 })
    expect(await deliver(2, increment('once'))).toMatchObject({ count: 2 })
    expect((await house.events()).filter(({ subject }) => subject === 'once')).toHaveLength(2)
  })

  it('is remembered for each handler and each source aggregate', async () => {
    await things.insert({ set: { id: 'each', count: 0 } })
    await deliver(1, increment('each'))
    await deliver(1, increment('each'), { handler: 'OtherHandlers' })
    await deliver(1, increment('each'), { aggregate: '/kiosk/needs/n2' })
    expect(await things.get('each')).toMatchObject({ count: 3 })
  })

  it('creates once', async () => {
    const create = () => things.insert({ set: { id: 'created', count: 1 }, events: [happened('created')] })
    await deliver(1, create)
    await things.change('created', () => ({ set: { count: 5 } }))
    expect(await deliver(1, create)).toMatchObject({ count: 5 })
    const upsert = () => things.upsert('upserted', (known) => ({ set: { count: (known?.count ?? 0) + 1 } }))
    await deliver(1, upsert)
    expect(await deliver(1, upsert)).toMatchObject({ count: 1 })
    expect(await deliver(2, upsert)).toMatchObject({ count: 2 })
  })

  it('changes a document once in one delivery', async () => {
    await things.insert({ set: { id: 'twice', count: 0 } })
    const twice = async () => {
      await increment('twice')()
      await increment('twice')()
    }
    await expect(deliver(1, twice)).rejects.toThrow('twice for one event')
    expect(await things.get('twice')).toMatchObject({ count: 1 })
    const createAndChange = async () => {
      await things.insert({ set: { id: 'made', count: 0 } })
      await increment('made')()
    }
    await expect(deliver(1, createAndChange)).rejects.toThrow('twice for one event')
    await things.insert({ set: { id: 'both', count: 0 } })
    const both = await deliver(1, () => Promise.allSettled([increment('both')(), increment('both')()]))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('is not remembered where nothing was stored', async () => {
    await things.insert({ set: { id: 'failed', count: 0 } })
    await deliver(1, async () => {
      await expect(things.change('failed', () => ({ set: { count: -1 } }))).rejects.toMatchObject({ code: 'invalid-value' })
      await things.change('failed', () => undefined)
      await increment('failed')()
    })
    expect(await things.get('failed')).toMatchObject({ count: 1 })
  })

  it('is named as the cause of what it led to', async () => {
    await deliver(7, () => things.insert({ set: { id: 'caused' }, events: [happened('caused')] }))
    expect((await house.events()).find(({ subject }) => subject === 'caused')).toMatchObject({ causation: 'event-7', correlation: 'c' })
  })
})
