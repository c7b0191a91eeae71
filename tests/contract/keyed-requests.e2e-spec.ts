import { type Collection, runInContext, type Stored } from '@yiwang/persistence'
import { type House, rows } from './rows'
import { happened, type Thing, thingSchema } from './things'

describe.each(rows)('an Idempotency-Key on the $name', (row) => {
  let house: House
  let things: Collection<Thing>
  beforeAll(async () => {
    house = await row.open()
    things = house.collection('things', thingSchema)
  })
  afterAll(() => house.close())

  let made = 0
  const post = (key: string, body: string, also?: () => Promise<unknown>): Promise<Stored<Thing>> =>
    runInContext({ correlation: 'c', request: { key, body } }, async () => {
      const id = `k${++made}`
      const thing = await things.insert({ set: { id, state: 'open' }, events: [happened(id)] })
      await also?.()
      return thing
    })

  it('answers the same body with the same document, stored once', async () => {
    const first = await post('key-1', 'body')
    expect((await post('key-1', 'body')).id).toBe(first.id)
    await things.change(first.id, () => ({ set: { state: 'closed' } }))
    expect(await post('key-1', 'body')).toMatchObject({ id: first.id, state: 'closed', version: 2 })
    expect((await house.events()).filter(({ subject }) => subject === first.id)).toHaveLength(1)
  })

  it('refuses another body', async () => {
    await post('key-2', 'body')
    await expect(post('key-2', 'other')).rejects.toMatchObject({ code: 'idempotency-key-reused' })
  })

  it('holds for requests at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('key-3', 'body')))
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
  })

  it('holds after a restart and after a crash', async () => {
    const { id } = await post('key-4', 'body')
    await house.restart()
    things = house.collection('things', thingSchema)
    expect((await post('key-4', 'body')).id).toBe(id)
    await house.crash()
    things = house.collection('things', thingSchema)
    expect((await post('key-4', 'body')).id).toBe(id)
  })

  it('holds for a change that the request came for, and only for such a one', async () => {
    const { id } = await things.insert({ set: { id: `k${++made}` } })
    const count = (key: string, body: string, options = { keyed: true }) =>
      runInContext({ correlation: 'c', request: { key, body } }, () => things.change(id, ({ count = 0 }) => ({ set: { count: count + 1 } }), options))

    for (let times = 0; times < 3; times++) expect(await count('change-1', 'body')).toMatchObject({ count: 1, version: 2 })
    await expect(count('change-1', 'other')).rejects.toMatchObject({ code: 'idempotency-key-reused' })
    const together = await Promise.all(Array.from({ length: 10 }, () => count('change-2', 'body')))
    expect(new Set(together.map((thing) => thing.count))).toEqual(new Set([2]))
    await house.restart()
    things = house.collection('things', thingSchema)
    expect(await count('change-1', 'body')).toMatchObject({ count: 2 })
    expect(await count('change-1', 'body', { keyed: false })).toMatchObject({ count: 3 })
  })

  it('is answered before an If-Match that the first time made untrue', async () => {
    const { id } = await things.insert({ set: { id: `k${++made}` } })
    const change = () =>
      runInContext({ correlation: 'c', request: { key: 'matched', body: 'body' } }, () =>
        things.change(id, () => ({ set: { count: 7 } }), { keyed: true, ifVersion: 1 }),
      )
    for (let times = 0; times < 2; times++) expect(await change()).toMatchObject({ count: 7, version: 2 })
  })

  describe('of a request that makes and changes several documents', () => {
    const died = new Error('died')
    let others: Collection<Thing>
    let counter: string
    beforeEach(async () => {
      others = house.collection('others', thingSchema)
      counter = (await things.insert({ set: { id: `k${++made}`, count: 0 } })).id
    })
    const one = ({ count = 0 }: Partial<Thing> = {}) => ({ set: { count: count + 1 } })
    /** Five writes; dies behind the first `until` of them. */
    const request = (key: string, until = 5) =>
      runInContext({ correlation: 'c', request: { key, body: 'body' } }, async () => {
        const steps: (() => Promise<Stored<Thing> | undefined>)[] = [
          () => things.insert({ set: { id: `k${++made}` }, events: [happened(`k${made}`)] }),
          () => things.insert({ set: { id: `k${++made}` } }),
          () => things.change(counter, one, { keyed: true }),
          () => others.insert({ set: { id: `k${++made}` } }),
          () => others.upsert(`${key}-${counter}`, one, { keyed: true }),
        ]
        const answers: (Stored<Thing> | undefined)[] = []
        for (const [at, step] of steps.entries()) {
          if (at === until) throw died
          answers.push(await step())
        }
        return answers
      })

    it.each([0, 1, 2, 3, 4, 5])('does nothing twice and answers the same, whichever of its writes was the last before it died: %i', async (until) => {
      const key = `whole-${until}`
      const counts = async () => [await things.count({}), await others.count({})]
      const [before, beforeOthers] = await counts()
      if (until < 5) await expect(request(key, until)).rejects.toBe(died)
      const answers = await request(key)
      expect(await request(key)).toEqual(answers)
      expect(await counts()).toEqual([before + 2, beforeOthers + 2])
      expect(new Set(answers.map((thing) => thing?.id)).size).toBe(5)
      expect(answers.map((thing) => thing?.count)).toEqual([undefined, undefined, 1, undefined, 1])
    })

    it('holds for several at the same moment, and for documents made side by side', async () => {
      const all = await Promise.all(Array.from({ length: 8 }, () => request('whole-together')))
      for (const answers of all) expect(answers.map((thing) => thing?.id)).toEqual(all[0].map((thing) => thing?.id))
      const abreast = () =>
        runInContext({ correlation: 'c', request: { key: 'abreast', body: 'body' } }, () =>
          Promise.all(['a', 'b', 'c'].map((state) => things.insert({ set: { id: `k${++made}`, number: `${state}${made}` } }))),
        )
      const first = await abreast()
      expect((await abreast()).map(({ id }) => id)).toEqual(first.map(({ id }) => id))
    })

    it('refuses a second change of one document: repeated, it would be lost', async () => {
      const twice = async () => {
        await things.change(counter, one, { keyed: true })
        await things.change(counter, one, { keyed: true })
      }
      await expect(runInContext({ correlation: 'c', request: { key: 'twice', body: 'body' } }, twice)).rejects.toThrow('twice for one keyed request')
    })
  })

  it('is free again where nothing was stored', async () => {
    await runInContext({ correlation: 'c', request: { key: 'key-6', body: 'body' } }, async () => {
      await expect(things.insert({ set: { id: 'k-bad', count: -1 } })).rejects.toMatchObject({ code: 'invalid-value' })
      await things.insert({ set: { id: 'k-good' } })
    })
    expect((await post('key-6', 'body')).id).toBe('k-good')
  })

  it('leaves the context of others alone', async () => {
    const [keyed, plain] = await Promise.all([post('key-7', 'body'), things.insert({ set: { id: 'k-plain' }, events: [happened('k-plain')] })])
    const events = await house.events()
    const correlation = (id: string) => events.find(({ subject }) => subject === id)?.correlation
    expect(correlation(keyed.id)).toBe('c')
    expect(correlation(plain.id)).not.toBe('c')
  })
})
