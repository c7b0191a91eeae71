import { type Collection, runInContext } from '@yiwang/persistence'
import { type EventInHand } from '@yiwang/persistence/stores'
import * as fc from 'fast-check'
import { type House, type Kept, rows } from './rows'
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

  describe('that many aggregates bring to one document', () => {
    const count = async (id: string) => (await things.get(id))?.count
    const from = (aggregate: number, sequence: number, id: string) =>
      deliver(sequence, () => things.upsert(id, (known) => ({ set: { count: (known?.count ?? 0) + 1 } })), {
        aggregate: `/kiosk/needs/m${aggregate}`,
      })
    const bookkeeping = async (id: string) => Object.keys(((await house.record('things', id))?._.taken as object) ?? {}).length

    it('takes effect once however many they are and however late it comes again, and the document does not grow', async () => {
      for (let n = 0; n < 200; n++) await from(n, 1, 'many')
      expect(await count('many')).toBe(200)
      expect(await bookkeeping('many')).toBeLessThanOrEqual(33)
      for (let n = 0; n < 200; n++) await from(n, 1, 'many')
      expect(await count('many')).toBe(200)

      await from(0, 2, 'many')
      for (let n = 200; n < 260; n++) await from(n, 1, 'many')
      await house.restart()
      things = house.collection('things', thingSchema)
      for (const sequence of [1, 2, 1]) await from(0, sequence, 'many')
      for (let n = 0; n < 260; n++) await from(n, 1, 'many')
      expect(await count('many')).toBe(261)
      expect(await bookkeeping('many')).toBeLessThanOrEqual(33)
    })

    it('is taken anew where the document is made anew', async () => {
      for (let n = 0; n < 80; n++) await from(n, 3, 'anew')
      await things.remove('anew')
      for (let n = 0; n < 80; n++) for (const sequence of [1, 2, 3]) await from(n, sequence, 'anew')
      expect(await count('anew')).toBe(240)
    })

    it('is found where an earlier version kept all of it in the document', async () => {
      await things.insert({ set: { id: 'old', count: 0 } })
      const taken = Object.fromEntries(Array.from({ length: 700 }, (_, n) => [`TestHandlers|/kiosk/needs/m${n}`, 4]))
      const record = (await house.record('things', 'old')) as Kept
      await house.put('things', { ...record, _: { ...record._, taken } })
      for (const n of [0, 1, 300, 699]) await from(n, 4, 'old')
      expect(await count('old')).toBe(0)
      for (const n of [0, 1, 300, 699]) await from(n, 5, 'old')
      expect(await count('old')).toBe(4)
      for (let n = 0; n < 700; n++) await from(n, 4, 'old')
      expect(await count('old')).toBe(4)
      expect(await bookkeeping('old')).toBeLessThanOrEqual(33)
    })

    it('at random, again and again, from several at once', async () => {
      const delivery = fc.record({ aggregate: fc.nat(59), step: fc.constantFrom('next', 'next', 'again', 'first') })
      let run = 0
      await fc.assert(
        fc.asyncProperty(fc.array(delivery, { minLength: 150, maxLength: 200 }), async (deliveries) => {
          const id = `random-${run++}`
          const last = new Map<number, number>()
          let waiting: Promise<unknown>[] = []
          for (const { aggregate, step } of deliveries) {
            const before = last.get(aggregate) ?? 0
            const sequence = step === 'next' ? before + 1 : step === 'again' ? Math.max(before, 1) : 1
            last.set(aggregate, Math.max(before, sequence))
            // One aggregate's events come in their order; others at the same moment.
            if (waiting.length === 8 || step === 'again') {
              await Promise.all(waiting)
              waiting = []
            }
            waiting.push(from(aggregate, sequence, id))
          }
          await Promise.all(waiting)
          expect(await count(id)).toBe([...last.values()].reduce((sum, one) => sum + one, 0))
        }),
        { numRuns: 5 },
      )
    })
  })
})
