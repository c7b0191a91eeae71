import type { Collection, Filter } from '@yiwang/persistence'
import * as fc from 'fast-check'
import { onTried } from '../../libs/persistence/src/plan'
import { grouped, matches, sorted } from './naive'
import { type House, rows } from './rows'
import { type Thing, thingSchema } from './things'

// What is tried on documents has to be right as well.
onTried(() => undefined)

const states = ['open', 'handling', 'closed', '完成']
const areas = ['320600000000', '320613000000', '320613004006']
// Beyond the first plane, where bytes and UTF-16 units order differently.
const towns = ['南通', '崇川', 'a', 'Z', '～', '😀', '']
const phones = ['13800138000', '13900139000']
const times = [0, 1, 1000, 1763762400000].map((time) => new Date(time))

const some = <V>(values: V[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
const contents: fc.Arbitrary<Omit<Thing, 'id'>> = fc.record({
  state: some(states),
  areas: fc.option(fc.array(fc.constantFrom(...areas), { maxLength: 3 }), { nil: undefined }),
  count: fc.option(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(0.5, 1e12)), { nil: undefined }),
  due: some(times),
  flag: some([true, false]),
  place: fc.option(fc.record({ town: fc.constantFrom(...towns) }), { nil: undefined }),
  phone: some(phones),
})
const defined = (filter: object) => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
const state = fc.constantFrom(...states)
const area = fc.constantFrom(...areas)
const range = fc.constantFrom<object>({ gte: 1 }, { gt: 1, lte: 4 }, { lt: 2 }, { gt: 4 }, { gte: 0, lt: 0.6 })
const span = fc.constantFrom<object>({ gte: times[1] }, { lt: times[2] }, { gt: times[0], lte: times[3] })

/** Everything that the indexes of the schema serve: filter and order. */
const queries: fc.Arbitrary<[Filter, string | undefined]> = fc.oneof(
  fc.tuple(fc.constant({}), fc.constantFrom(undefined, 'id', '-id', 'due', '-due', 'count', '-count')),
  fc.tuple(fc.record({ areas: area }), fc.constantFrom(undefined, '-id', 'due', '-due')),
  fc.tuple(fc.record({ areas: area, state }), fc.constantFrom('due', '-due')),
  fc.tuple(fc.record({ areas: fc.record({ all: fc.array(area, { minLength: 1, maxLength: 3 }) }) }), fc.constantFrom('due', '-due', 'id')),
  fc.tuple(fc.record({ areas: area, state, flag: fc.boolean() }), fc.constantFrom('due', '-due')),
  fc.tuple(fc.record({ areas: area, due: span }), fc.constantFrom('due', '-due')),
  fc.tuple(
    fc.record({ areas: fc.record({ in: fc.array(area, { maxLength: 3 }) }), state: fc.record({ in: fc.array(state, { maxLength: 3 }) }) }),
    fc.constantFrom('due', '-due'),
  ),
  fc.tuple(
    fc.record({
      areas: area,
      or: fc.array(fc.oneof(fc.record({ state }), fc.record({ areas: area }), fc.record({ count: range })), { maxLength: 3 }),
    }),
    fc.constantFrom('due', '-due'),
  ),
  fc.tuple(fc.record({ state }), fc.constantFrom(undefined, '-id', 'count', '-count', 'number', '-number')),
  fc.tuple(fc.record({ state, count: range }), fc.constantFrom('count', '-count')),
  fc.tuple(fc.record({ state, count: fc.record({ exists: fc.constant(false) }) }), fc.constantFrom(undefined, 'id', '-id')),
  fc.tuple(fc.record({ areas: fc.record({ exists: fc.constant(false) }) }), fc.constantFrom('due', undefined)),
  fc.tuple(fc.record({ state, due: fc.record({ exists: fc.boolean() }) }), fc.constantFrom('count', '-count')),
  fc.tuple(fc.record({ 'place.town': fc.constantFrom(...towns) }), fc.constantFrom('count', '-count')),
  // A small index is asked in any order that its rows can give; what they carry may be asked for as well.
  fc.tuple(
    fc.record({ phone: fc.constantFrom(...phones), state: some([...states]), flag: some([true, false]), due: some([...times]) }).map(defined),
    fc.constantFrom(undefined, 'id', '-id', 'due', '-due', 'count', '-count', 'state', '-flag', 'number'),
  ),
  fc.tuple(
    fc.record({ phone: fc.constantFrom(...phones), count: range, number: fc.record({ exists: fc.constant(false) }) }),
    fc.constantFrom('-due', 'count'),
  ),
  fc.tuple(
    fc
      .record({ flag: fc.boolean(), due: fc.oneof(span, fc.constantFrom(...times), fc.record({ exists: fc.boolean() })), phone: some(phones) })
      .map(defined),
    fc.constantFrom('count', '-count'),
  ),
  fc.tuple(
    fc.record({ areas: area, flag: fc.boolean(), count: fc.oneof(range, fc.record({ exists: fc.boolean() })) }),
    fc.constantFrom('due', '-due'),
  ),
  fc.tuple(fc.record({ flag: fc.boolean(), areas: area }), fc.constantFrom('count', '-count')),
  fc.tuple(fc.record({ id: fc.constantFrom('t1', 't3', 'none'), state }), fc.constantFrom(undefined, 'due')),
  fc.tuple(
    fc.record({ id: fc.record({ in: fc.array(fc.constantFrom('t0', 't1', 't2', 'none')) }) }),
    fc.constantFrom(undefined, '-id', 'count', '-due'),
  ),
)

/** Filters, what they are grouped by, and what is summed: served by one index each. */
const groups: fc.Arbitrary<[Filter, string[], string[]]> = fc.oneof(
  fc.tuple(fc.record({ areas: area }), fc.subarray(['flag', 'due', 'count']), fc.subarray(['count'])),
  fc.tuple(
    fc.oneof(
      fc.constant<Filter>({}),
      fc
        .record({ areas: area, due: some([{ gte: times[1] }, { lt: times[2] }]), flag: some([true, false]) })
        .map((asked) => defined(asked) as Filter),
    ),
    fc.constantFrom<string[]>(['areas'], ['areas', 'flag'], ['flag', 'areas', 'count']),
    fc.subarray(['count']),
  ),
  fc.tuple(
    fc.record({ state: fc.record({ in: fc.array(state, { maxLength: 4 }) }) }),
    fc.constantFrom<string[]>([], ['state'], ['count', 'state']),
    fc.constant<string[]>(['count']),
  ),
  fc.tuple(fc.record({ flag: fc.boolean(), areas: area }), fc.constantFrom<string[]>(['due'], ['number', 'due'], ['count']), fc.subarray(['count'])),
  fc.tuple(fc.constant({}), fc.constantFrom<string[]>(['state'], ['place.town'], ['state', 'number']), fc.constant<string[]>([])),
)

/** Each changes up to eight documents and asks twelve questions, page by page. */
const CASES = 200

async function store(collection: Collection<Thing>, known: Map<string, Thing>, n: number, content: Omit<Thing, 'id'>): Promise<void> {
  const gone = { state: undefined, areas: undefined, count: undefined, due: undefined, flag: undefined, place: undefined, phone: undefined }
  const set = { ...gone, ...content, ...(n % 3 === 0 && { number: `n${n}` }) }
  known.set(`t${n}`, (await collection.upsert(`t${n}`, () => ({ set }))) as Thing)
}

async function drop(collection: Collection<Thing>, known: Map<string, Thing>, n: number): Promise<void> {
  await collection.remove(`t${n}`)
  known.delete(`t${n}`)
}

async function asks(collection: Collection<Thing>, all: Thing[], filter: Filter, sort: string | undefined, limit: number): Promise<void> {
  const expected = sorted(
    all.filter((thing) => matches(thing, filter)),
    sort,
  )
  const found: Thing[] = []
  for (let after: string | null | undefined; after !== null; ) {
    const page = await collection.find(filter, { sort, limit, after })
    found.push(...page.items)
    after = page.next
  }
  expect({ filter, sort, ids: found.map(({ id }) => id) }).toEqual({ filter, sort, ids: expected.map(({ id }) => id) })
  expect(found).toEqual(expected)
  expect(await collection.count(filter)).toBe(expected.length)
}

async function sums(collection: Collection<Thing>, all: Thing[], [filter, by, summed]: [Filter, string[], string[]]): Promise<void> {
  const expected = grouped(
    all.filter((thing) => matches(thing, filter)),
    by,
    summed,
  )
  // Of an array that was asked for one element, only that element is a group.
  const asked = expected.filter(({ by }) => filter.areas === undefined || !('areas' in by) || by.areas === filter.areas)
  expect({ filter, by, groups: await collection.group(filter, by, summed) }).toEqual({ filter, by, groups: asked })
}

describe.each(rows)('reading on the $name', (row) => {
  let house: House
  beforeAll(async () => {
    house = await row.open()
  })
  afterAll(() => house.close())

  it('answers random filters in random orders, page by page, as plain code does', async () => {
    // One collection for all cases: its documents change from case to case, as in a city.
    const collection: Collection<Thing> = house.collection('random', thingSchema)
    const known = new Map<string, Thing>()
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(24), fc.option(contents)), { minLength: 1, maxLength: 8 }),
        fc.array(fc.tuple(queries, fc.integer({ min: 1, max: 7 })), { minLength: 12, maxLength: 12 }),
        fc.array(groups, { minLength: 4, maxLength: 4 }),
        async (changed, asked, summed) => {
          await Promise.all(
            [...new Map(changed)].map(([n, content]) => (content ? store(collection, known, n, content) : drop(collection, known, n))),
          )
          const all: Thing[] = []
          for await (const thing of collection.each({})) all.push(thing)
          expect(all).toEqual(sorted([...known.values()]))
          await Promise.all(asked.map(([[filter, sort], limit]) => asks(collection, all, filter, sort, limit)))
          await Promise.all(summed.map((one) => sums(collection, all, one)))
        },
      ),
      { numRuns: CASES, endOnFailure: true },
    )
  }, 300_000)

  it('goes on after the last page read while others write', async () => {
    const things: Collection<Thing> = house.collection('moving', thingSchema)
    for (let n = 0; n < 10; n++) await things.insert({ set: { id: `m${n}`, areas: ['a'], due: new Date(n) } })
    const first = await things.find({ areas: 'a' }, { sort: 'due', limit: 4 })
    await things.change('m3', () => ({ set: { due: new Date(100) } }))
    await things.insert({ set: { id: 'm00', areas: ['a'], due: new Date(0) } })
    await things.remove('m5')
    const rest = await things.find({ areas: 'a' }, { sort: 'due', after: first.next as string })
    expect(rest.items.map(({ id }) => id)).toEqual(['m4', 'm6', 'm7', 'm8', 'm9', 'm3'])
  })

  it('reads more than one stretch, each document once', async () => {
    const things: Collection<Thing> = house.collection('many', thingSchema)
    await Promise.all(
      Array.from({ length: 500 }, (_, n) => things.insert({ set: { id: `m${n}`, areas: n % 2 ? ['a', 'b'] : ['b'], due: new Date(n % 7) } })),
    )
    const seen: string[] = []
    for await (const { id } of things.each({ areas: { in: ['a', 'b'] } })) seen.push(id)
    expect(seen).toHaveLength(500)
    expect(new Set(seen).size).toBe(500)
    expect(await things.count({ areas: 'a' })).toBe(250)
    expect(await things.count({ areas: { in: ['a', 'b'] } })).toBe(500)
  })

  it('counts one of as many values as there may be', async () => {
    const things: Collection<Thing> = house.collection('values', thingSchema)
    await Promise.all(Array.from({ length: 10 }, (_, n) => things.insert({ set: { id: `v${n}`, count: n } })))
    expect(await things.count({ count: { in: Array.from({ length: 1_000 }, (_, n) => n * 2) } })).toBe(5)
  })

  describe('refuses', () => {
    let things: Collection<Thing>
    beforeAll(() => {
      things = house.collection('refused', thingSchema)
    })

    it.each<[string, Filter, string]>([
      ['a filter without an index', { flag: true }, 'id'],
      ['an order without an index', { state: 'open' }, 'due'],
      ['an order that the index does not end in', { areas: 'a' }, 'state'],
      ['one alternative without an index', { or: [{ state: 'open' }, { flag: true }] }, 'id'],
      ['an order by an array', {}, 'areas'],
      ['a field that is encrypted without lookup', { name: '王小明' }, 'id'],
      ['a range on an encrypted field', { phone: { gte: '1' } }, 'id'],
    ])('%s', async (_, filter, sort) => {
      await expect(things.find(filter, { sort })).rejects.toThrow(/index|array|sealed/)
    })

    it.each<[string, Filter, string[]]>([
      ['what its index does not hold', { areas: 'a' }, ['state', 'place.town']],
      ['alternatives', { or: [{ state: 'open' }, { state: 'closed' }] }, ['state']],
      ['alternatives of an array', { areas: { in: ['a', 'b'] } }, ['flag']],
      ['an array in part', { areas: { gte: 'a' } }, ['flag']],
      ['more than three fields', { areas: 'a' }, ['areas', 'due', 'flag', 'count']],
    ])('to group by %s', async (_, filter, by) => {
      await expect(things.group(filter, by)).rejects.toThrow(/index|alternatives|at most/)
    })

    it.each<[string, unknown]>([
      ['no value', undefined],
      ['null', null],
      ['an operator of a store', { $gt: '' }],
      ['an empty condition', {}],
      ['an array', ['open']],
      ['all of nothing', { all: [] }],
      ['a NUL', 'open\0'],
    ])('%s as a condition', async (_, value) => {
      await expect(things.find({ state: value as string })).rejects.toMatchObject({ code: 'invalid-value' })
    })

    it.each([
      '',
      'x',
      '!!',
      Buffer.from('[1]').toString('base64url'),
      Buffer.from('["-due",0,"a"]').toString('base64url'),
      Buffer.from('["due",{},"a"]').toString('base64url'),
      Buffer.from('["due",0,"a\\u0000"]').toString('base64url'),
      Buffer.from('["due","\\ud800","a"]').toString('base64url'),
    ])('the cursor %p', async (after) => {
      await expect(things.find({ areas: 'a' }, { sort: 'due', after })).rejects.toMatchObject({ code: 'invalid-cursor' })
    })

    it('what is no id, as if it were unknown', async () => {
      await things.insert({ set: { id: 'whole' } })
      for (const id of ['whole\0', 'whole\ud800', { $gt: '' } as never, '']) {
        expect(await things.get(id)).toBeUndefined()
        await expect(things.change(id, () => ({ set: {} }))).rejects.toMatchObject({ code: 'not-found' })
        await expect(things.insert({ set: { id } })).rejects.toMatchObject({ code: 'invalid-value', details: { field: 'id' } })
      }
    })

    it('a page of none, and one too large', async () => {
      await expect(things.find({}, { limit: 0 })).rejects.toThrow(RangeError)
      await expect(things.find({}, { limit: 201 })).rejects.toThrow(RangeError)
    })
  })
})
