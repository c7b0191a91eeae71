import { LogTransport } from '@yiwang/messaging'
import type { StationFile } from '@yiwang/persistence/stores'
import { onTried } from '../../libs/persistence/src/plan'
import { evidenceOf, folder, openStation } from './rows'
import { happened, type Thing, thingSchema } from './things'
import { alone } from './transports'

// The station has one thread: what it does by itself over many rows must let everyone else go on in between. Counted, not timed.

// So must what no index can tell.
onTried(() => undefined)

const SLICE = 256
const THINGS = 3 * SLICE

let stopWatching = () => {}
afterEach(() => stopWatching())

/** Counts the turns of the event loop, and the most rows that the store touched within one of them. */
function watch(file: StationFile) {
  const seen = { turns: 0, most: 0 }
  let rows = 0
  let watching = true
  const count = <A extends unknown[], R>(method: (...args: A) => R) => {
    const of = method.bind(file)
    return (...args: A): R => {
      const result = of(...args)
      rows += Array.isArray(result) ? result.length : 1
      return result
    }
  }
  Object.assign(file, { all: count(file.all), get: count(file.get), run: count(file.run) })
  stopWatching = () => {
    watching = false
  }
  const turn = () => {
    seen.most = Math.max(seen.most, rows)
    seen.turns++
    rows = 0
    if (watching) setImmediate(turn)
  }
  setImmediate(turn)
  return {
    async seen() {
      await new Promise(setImmediate)
      stopWatching()
      return seen
    },
  }
}

/** As if the process ended before it wrote for the `nth` time. */
function cutOffAt(nth: number, file: StationFile) {
  const { write } = file
  const spy = jest.spyOn(file, 'write')
  return spy.mockImplementation((work) => (spy.mock.calls.length < nth ? write.call(file, work) : Promise.reject(new Error('cut off'))))
}

const collectionOf = (store: ReturnType<typeof openStation>) => store.collection<Thing>('hotline', 'things', thingSchema)

async function filled(count = THINGS) {
  const directory = folder()
  const store = openStation(directory)
  const evidence = evidenceOf(store)
  const things = collectionOf(store)
  await Promise.all(
    Array.from({ length: count }, (_, n) =>
      things.insert({ set: { id: `t${n}`, state: n % 3 ? 'open' : 'closed', count: n, number: `n${n}` }, events: [happened(`t${n}`)] }),
    ),
  )
  return { directory, store, things, file: store.file, evidence }
}

describe('a seal', () => {
  it('takes slices, and is of the moment in which it began though writes go on', async () => {
    const { things, file, evidence } = await filled()
    const watching = watch(file)
    const sealing = evidence.seal(new Date())
    const writes = Array.from({ length: 5 }, (_, n) => things.change(`t${n}`, () => ({ set: { flag: true }, events: [happened(`t${n}`)] })))
    const [seal] = await Promise.all([sealing, ...writes])
    const { turns, most } = await watching.seen()
    expect(seal).toMatchObject({ number: 1, position: THINGS, count: THINGS })
    expect(turns).toBeGreaterThan(2 * (THINGS / SLICE))
    // A slice with its savepoint, and what the five writes touched.
    expect(most).toBeLessThan(2 * SLICE)
    expect(await evidence.seal(new Date())).toMatchObject({ number: 2, position: THINGS + 5, count: THINGS + 5 })
    expect(await evidence.verify()).toEqual({ events: THINGS + 5, aggregates: THINGS, seals: 2, documents: THINGS })
    await file.close()
  })

  it('that was cut off is made anew, with what came meanwhile', async () => {
    const { things, file, evidence } = await filled(SLICE + 1)
    const write = cutOffAt(2, file)
    await expect(evidence.seal(new Date())).rejects.toThrow('cut off')
    write.mockRestore()
    expect(file.get('SELECT count(*) AS n FROM sealed_heads')).toMatchObject({ n: SLICE })
    expect(file.get('SELECT count(*) AS n FROM seals')).toMatchObject({ n: 0 })
    await things.change('t0', () => ({ set: { flag: true }, events: [happened('t0')] }))
    const seals = await Promise.all([evidence.seal(new Date()), evidence.seal(new Date())])
    expect(seals).toEqual([expect.objectContaining({ number: 1, count: SLICE + 2 }), undefined])
    expect(await evidence.verify()).toEqual({ events: SLICE + 2, aggregates: SLICE + 1, seals: 1, documents: SLICE + 1 })
    await file.close()
  })
})

describe('an index that a newer version adds', () => {
  const plain = () => thingSchema.clone().clearIndexes()
  const tables = (file: StationFile) => file.all<{ name: string }>("SELECT name FROM sqlite_master WHERE name LIKE 'hotline.things#%'")
  const unfinished = (file: StationFile) => tables(file).filter(({ name }) => name.endsWith('~'))

  async function older(count = THINGS): Promise<string> {
    const directory = folder()
    const store = openStation(directory)
    const things = store.collection<Thing>('hotline', 'things', plain())
    await Promise.all(Array.from({ length: count }, (_, n) => things.insert({ set: { id: `t${n}`, state: 'open', number: `n${n}` } })))
    await store.file.close()
    return directory
  }

  it('is filled in slices; whoever asks or writes waits until it is full', async () => {
    const store = openStation(await older())
    const watching = watch(store.file)
    const things = collectionOf(store)
    const asked = things.count({ state: 'open' })
    const taken = things.insert({ set: { id: 'late', number: 'n3' } })
    await expect(taken).rejects.toMatchObject({ name: 'DuplicateError', fields: ['number'] })
    expect(await asked).toBe(THINGS)
    await store.ready()
    const { turns, most } = await watching.seen()
    expect(turns).toBeGreaterThan(THINGS / SLICE)
    // A slice of documents, and one statement for each of them and index.
    expect(most).toBeLessThan(SLICE * 15)
    expect(await things.findOne({ number: 'n700' })).toMatchObject({ id: 't700' })
    await store.file.close()
  })

  it('is made anew where the start was cut off, and dropped off the thread where an older version comes back', async () => {
    const directory = await older()
    const first = openStation(directory)
    // The tables and a slice of what stands in them; then no more.
    const write = cutOffAt(3, first.file)
    collectionOf(first)
    await expect(first.ready()).rejects.toThrow('cut off')
    write.mockRestore()
    expect(unfinished(first.file)).toHaveLength(thingSchema.indexes().length)
    expect(first.file.get('SELECT count(*) AS n FROM "hotline.things#state~"')).toMatchObject({ n: SLICE })
    await first.file.close()
    const second = openStation(directory)
    const things = collectionOf(second)
    expect(await things.count({ state: 'open' })).toBe(THINGS)
    expect(unfinished(second.file)).toEqual([])
    expect(tables(second.file)).toHaveLength(thingSchema.indexes().length + 1)
    await second.file.close()
    const back = openStation(directory)
    const besides = jest.spyOn(back.file, 'besides')
    await back.collection<Thing>('hotline', 'things', plain()).insert({ set: { id: 'new' } })
    expect(besides).toHaveBeenCalledWith('DROP TABLE "hotline.things#state"')
    expect(tables(back.file)).toHaveLength(1)
    await back.file.close()
  })
})

describe('what goes over many rows', () => {
  let { store, things, file }: Awaited<ReturnType<typeof filled>> = {} as never
  beforeAll(async () => {
    ;({ store, things, file } = await filled())
  })
  afterAll(() => file.close())

  it.each<[string, () => Promise<unknown>, unknown]>([
    ['a count by documents', () => things.count({ state: 'open', flag: { exists: false } }), THINGS - SLICE],
    ['a question that little answers', async () => (await things.find({ state: 'open', flag: true })).items.length, 0],
    ['a walk', () => walked(things.each({ state: 'open' })), THINGS - SLICE],
  ])('%s lets others go on in between', async (_, work, result) => {
    const watching = watch(file)
    expect(await work()).toBe(result)
    const { turns, most } = await watching.seen()
    expect(turns).toBeGreaterThanOrEqual(2)
    expect(most).toBeLessThan(3 * SLICE)
  })

  it('so does a reader of events that nobody takes', async () => {
    const transport = new LogTransport(store.log)
    let taken = 0
    let within = 0
    let most = 0
    const take = async () => {
      taken++
      most = Math.max(most, ++within)
    }
    await transport.subscribe(alone('readers', 'hotline.events'), { take, passes: async () => false, begin: async () => {} })
    while (taken < THINGS) {
      await new Promise(setImmediate)
      within = 0
    }
    // Twelve partitions, each with what it reads ahead.
    expect(most).toBeLessThan(THINGS)
    await transport.close()
  })

  it.each<[string, () => Promise<unknown>, unknown]>([
    ['a count', () => things.count({ state: 'open' }), THINGS - SLICE],
    ['a count of two alternatives, each document once', () => things.count({ or: [{ state: 'open' }, { count: { gte: 0 } }] }), THINGS],
    [
      'a question that few answer by what rows carry',
      async () => (await things.find({ flag: false, number: 'n' }, { sort: 'count' })).items.length,
      0,
    ],
    ['figures', async () => (await things.group({ state: 'open' }, ['count'])).length, THINGS - SLICE],
  ])('%s is read off the thread', async (_, work, result) => {
    const watching = watch(file)
    expect(await work()).toBe(result)
    expect((await watching.seen()).most).toBe(0)
  })
})

async function walked(all: AsyncIterable<unknown>): Promise<number> {
  let count = 0
  for await (const _ of all) count++
  return count
}
