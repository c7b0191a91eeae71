import { type Seal } from '@yiwang/operations'
import { hashOf, type StoredEvent } from '@yiwang/persistence/stores'
import type { Document } from 'mongodb'
import { onRealServers, TestRow } from './distributed-row'
import { answered, happened } from './things'

const source = '/hotline/things'

async function live(row: TestRow, id: string, times: number): Promise<void> {
  await row.things.insert({ set: { id, count: 0, number: id }, events: [happened(id)] })
  for (let n = 1; n < times; n++) await row.things.change(id, () => ({ set: { count: n }, events: [answered(id, `回复${n}`)] }))
}

/** Two seals over `a`, `b` and `c`, then events of `d` and one more of `c` that no seal saw, and one of `e` that is stored and was never sent. */
async function livedIn(row: TestRow): Promise<(Seal | undefined)[]> {
  const seals: (Seal | undefined)[] = []
  await live(row, 'a', 4)
  await live(row, 'b', 1)
  await row.sent()
  seals.push(await row.seal('2026-11-20T00:00:00Z'), await row.seal('2026-11-20T01:00:00Z'))
  await live(row, 'c', 3)
  await row.things.change('a', () => ({ set: { count: 9 }, events: [happened('a')] }))
  await row.sent()
  seals.push(await row.seal('2026-11-21T00:00:00Z'))
  await live(row, 'd', 3)
  await row.things.change('c', () => ({ set: { count: 9 }, events: [happened('c')] }))
  await row.things.insert({ set: { id: 'quiet', number: 'quiet' } })
  await row.sent()
  row.house.transport.publish = () => Promise.reject(new Error('no broker'))
  await live(row, 'e', 2)
  return seals
}

onRealServers('the evidence of the distributed row', () => {
  let row: TestRow
  let seals: (Seal | undefined)[]
  beforeAll(async () => {
    row = await TestRow.open()
    seals = await livedIn(row)
  })
  afterAll(() => row?.close())

  const things = () => row.db.collection<{ _id: string } & Document>('hotline.things')
  const sealRecords = () => row.db.collection<{ _id: string } & Document>('seals')
  const headRecords = () => row.db.collection<{ _id: string } & Document>('seal-heads')

  /** What `verify` says after somebody with the store, and without the key, did `work`; then it is as it was. */
  async function verdictAfter(work: () => Promise<unknown>, known?: Seal) {
    const collections = [things(), sealRecords(), headRecords()]
    const before = await Promise.all(collections.map((one) => one.find().toArray()))
    await work()
    const verdict = await row.verify(known)
    for (const [at, collection] of collections.entries()) {
      await collection.deleteMany({})
      await collection.insertMany(before[at])
    }
    return verdict
  }
  const fault = async (work: () => Promise<unknown>, known?: Seal) => (await verdictAfter(work, known)).fault

  it('holds for what nobody touched, and for what still waits to be sent', async () => {
    expect(await row.verify()).toEqual({ events: 13, aggregates: 4, seals: 2, documents: 6 })
    expect(await row.verify(seals.at(-1))).not.toHaveProperty('fault')
  })

  it('is sealed only where something was published', () => {
    const told = seals.map((seal) => seal && [seal.chain, seal.number, seal.count])
    expect(told).toEqual([['hotline.events', 1, 5], undefined, ['hotline.events', 2, 9]])
  })

  it('finds an altered or lost head of a document', async () => {
    const set = (id: string, update: object) => () => things().updateOne({ _id: id }, update)
    expect(await fault(set('d', { $set: { '_.chain.hash': 'x' } }))).toMatchObject({ what: 'document', source, subject: 'd' })
    expect(await fault(set('d', { $set: { '_.chain.sequence': 2 } }))).toMatchObject({ what: 'document', subject: 'd' })
    expect(await fault(set('d', { $set: { '_.chain.sequence': 4 } }))).toMatchObject({
      what: 'event',
      sequence: 4,
      reason: expect.stringContaining('its document knows of 4'),
    })
    expect(await fault(set('d', { $unset: { '_.chain': 1 } }))).toMatchObject({ reason: expect.stringContaining('does not remember') })
  })

  it('finds a document that somebody altered, moved, or put there', async () => {
    const notAsWritten = { what: 'document', source, reason: expect.stringContaining('is not as it was written') }
    expect(await fault(() => things().updateOne({ _id: 'quiet' }, { $set: { state: 'closed' } }))).toMatchObject({
      ...notAsWritten,
      subject: 'quiet',
    })
    const envelope = async (id: string) => (await things().findOne({ _id: id }))?.['~']
    const swap = async () => things().updateOne({ _id: 'quiet' }, { $set: { '~': await envelope('b') } })
    expect(await fault(swap)).toMatchObject({ ...notAsWritten, subject: 'quiet' })
    expect(await fault(() => things().updateOne({ _id: 'quiet' }, { $set: { '_.version': 2 } }))).toMatchObject({ ...notAsWritten, subject: 'quiet' })
    const plant = () => things().insertOne({ _id: 'planted', number: 'planted', _: { version: 1, changes: [] } })
    expect(await fault(plant)).toMatchObject({ what: 'document', subject: 'planted', reason: expect.stringContaining('seal hotline/1 says') })
  })

  it('does not bring a planted document in, whatever the store remembers of its form', async () => {
    await things().insertOne({ _id: 'planted', number: 'planted', _: { version: 1, changes: [] } })
    await row.db.collection('forms').deleteMany({})
    await expect(row.house.setup(1)).rejects.toThrow(/hotline\.things\/planted has no envelope, and seal hotline\/1 says/)
    await things().deleteOne({ _id: 'planted' })
    await row.house.setup(1)
    await expect(row.house.check()).resolves.toBeUndefined()
  })

  it('finds a vanished document, and one whose events are nowhere', async () => {
    expect(await fault(() => things().deleteOne({ _id: 'd' }))).toMatchObject({
      what: 'document',
      subject: 'd',
      reason: expect.stringContaining('is gone'),
    })
    const copy = async () =>
      things().insertOne({ ...(await things().findOne({ _id: 'b' })), _id: 'f', number: 'f', _: { chain: { sequence: 1, hash: 'x' } } })
    expect(await fault(copy)).toMatchObject({ what: 'event', subject: 'f', sequence: 1, reason: expect.stringContaining('none are left') })
  })

  it('finds an altered outbox', async () => {
    const waits = (update: object) => () => things().updateOne({ _id: 'e' }, update)
    expect(await fault(waits({ $set: { '_.outbox.1.time': '2020-01-01T00:00:00.000Z' } }))).toMatchObject({
      what: 'event',
      subject: 'e',
      sequence: 2,
      reason: expect.stringContaining('altered'),
    })
    expect(await fault(waits({ $set: { '_.outbox': [] } }))).toMatchObject({ what: 'event', subject: 'e', sequence: 1 })
    expect(await fault(waits({ $pop: { '_.outbox': 1 } }))).toMatchObject({ what: 'event', subject: 'e', sequence: 2 })
    expect(await fault(waits({ $pop: { '_.outbox': -1 } }))).toMatchObject({ what: 'event', subject: 'e', sequence: 1 })
    const alien = async () => things().updateOne({ _id: 'd' }, { $set: { '_.outbox': (await things().findOne({ _id: 'e' }))?._.outbox } })
    expect(await fault(alien)).toMatchObject({ what: 'event', subject: 'e' })
  })

  it.each<[string, () => Promise<unknown>, string]>([
    ['an altered seal', () => sealRecords().updateOne({ number: 2 }, { $inc: { count: 1 } }), 'seal hotline/2 was altered'],
    ['a seal of another topic', () => sealRecords().updateMany({}, { $set: { chain: 'kiosk.events' } }), 'seal kiosk/1 was altered'],
    ['a first seal that is gone', () => sealRecords().deleteOne({ number: 1 }), 'seal hotline/1 is missing'],
    [
      'an altered head under a seal',
      () => headRecords().updateOne({ _id: `${seals[0]?.root}/000000` }, { $set: { 'heads.0.3': 'x' } }),
      'the heads under seal hotline/1 were altered',
    ],
    [
      'a head that was taken from a seal',
      () => headRecords().updateOne({ _id: `${seals[2]?.root}/000000` }, { $pop: { heads: 1 } }),
      'the heads under seal hotline/2 were altered',
    ],
  ])('finds %s', async (_, work, reason) => {
    expect(await fault(work)).toMatchObject({ what: 'seal', reason: expect.stringContaining(reason) })
  })

  it('sees a last seal that is gone only by what was kept elsewhere', async () => {
    const last = seals.at(-1) as Seal
    const cut = () => sealRecords().deleteOne({ number: 2 })
    expect(await fault(cut)).toBeUndefined()
    expect(await fault(cut, last)).toMatchObject({ what: 'seal', reason: expect.stringContaining('seal hotline/2 is missing') })
    expect(await fault(async () => undefined, { ...last, signature: 'other' })).toMatchObject({
      reason: expect.stringContaining('not the one that was kept elsewhere'),
    })
  })

  it('says nothing to whoever has another key', async () => {
    await expect(TestRow.open(row.name, Buffer.alloc(32, 9))).rejects.toThrow('sealed with another key')
  })
})

onRealServers('a topic to which somebody else writes', () => {
  let row: TestRow
  beforeEach(async () => {
    row = await TestRow.open()
    await live(row, 'a', 3)
    await row.sent()
    await row.seal('2026-11-20T00:00:00Z')
  })
  afterEach(() => row?.close())

  const sentSoFar = async (): Promise<StoredEvent[]> => {
    const events: StoredEvent[] = []
    await row.house.transport.topics.read('hotline.events', [], ({ event }) => void events.push(event as StoredEvent))
    return events
  }

  it('holds where an event was sent twice, byte for byte, and a seal does not count it again', async () => {
    const events = await sentSoFar()
    await row.house.transport.publish(events.slice(0, 2))
    expect(await row.seal('2026-11-21T00:00:00Z')).toBeUndefined()
    await live(row, 'b', 2)
    await row.sent()
    expect(await row.seal('2026-11-22T00:00:00Z')).toMatchObject({ number: 2, count: 5 })
    expect(await row.verify()).toEqual({ events: 5, aggregates: 2, seals: 2, documents: 2 })
  })

  it.each<[string, (events: StoredEvent[]) => StoredEvent, RegExp]>([
    ['a gap', ([, , last]) => rehashed({ ...last, sequence: 5, previousHash: last.hash }), /event 4 of .*\/a is missing/],
    ['a repeat that differs', ([, second]) => rehashed({ ...second, data: '{}' }), /event 2 of .*\/a was sent again with another content/],
    ['an altered repeat', ([, second]) => ({ ...second, data: '{}' }), /event 2 of .*\/a was altered/],
    ['a fork', ([first, , last]) => rehashed({ ...last, sequence: 4, previousHash: first.hash }), /event 4 of .*\/a does not follow/],
    ['an event that no document knows', ([, , last]) => rehashed({ ...last, sequence: 4, previousHash: last.hash }), /remembers another event 3/],
    ['an aggregate without a document', ([first]) => rehashed({ ...first, subject: 'z' }), /the document of .*\/z is gone/],
  ])('shows %s', async (_, forge, reason) => {
    await row.house.transport.publish([forge(await sentSoFar())])
    expect((await row.verify()).fault?.reason).toMatch(reason)
  })

  const rehashed = (event: StoredEvent): StoredEvent => ({ ...event, hash: hashOf(event) })
})

onRealServers('evidence while services work', () => {
  it('is sealed once a day for each service, by the day in Asia/Shanghai', async () => {
    const row = await TestRow.open()
    const sealedAt = async (at: string) => (await row.house.seal(['hotline', 'kiosk'], new Date(at))).map(({ chain, number }) => `${chain} ${number}`)
    await live(row, 'a', 2)
    await row.sent()
    expect(await sealedAt('2026-11-20T02:00:00Z')).toEqual(['hotline.events 1'])
    await live(row, 'b', 1)
    await row.sent()
    expect(await sealedAt('2026-11-20T15:59:00Z')).toEqual([])
    expect(await sealedAt('2026-11-20T16:01:00Z')).toEqual(['hotline.events 2'])
    expect(await sealedAt('2026-11-22T02:00:00Z')).toEqual([])
    expect(await row.verify()).toEqual({ events: 3, aggregates: 2, seals: 2, documents: 2 })
    await row.close()
  })

  it('is verified while events are stored and sent, and sealed by several at once', async () => {
    const row = await TestRow.open()
    const other = await TestRow.open(row.name)
    const working = Array.from({ length: 60 }, async (_, n) => {
      await live(n % 2 ? row : other, `r${n}`, 4)
    })
    await Promise.all(working.slice(0, 5))
    const verdicts = [await row.verify()]
    const made = await Promise.all([row.seal('2026-11-20T00:00:00Z'), other.seal('2026-11-20T00:00:00Z')])
    expect(made.filter((seal) => seal?.number === 1)).toHaveLength(1)
    verdicts.push(await other.verify())
    await Promise.all(working)
    await Promise.all([row.sent(), other.sent()])
    await row.seal('2026-11-21T00:00:00Z')
    verdicts.push(await row.verify())
    expect(verdicts.map(({ fault }) => fault)).toEqual([undefined, undefined, undefined])
    expect(verdicts[2]).toMatchObject({ events: 240, aggregates: 60 })
    await Promise.all([row.close(), other.close()])
  })
})
