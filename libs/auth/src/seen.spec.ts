import type { DomainError } from '@yiwang/domain'
import { besideDelivery, type Collection, list, runInContext, schemaOf, text } from '@yiwang/persistence'
import { scopeOf, scopeOfOne, scopeWithin } from './scope'
import { scoped, seen, seenBy, seenByAll, unscoped } from './seen'

interface Thing {
  id: string
  owner: string
  areas: string[]
}

const schema = () => schemaOf<Thing>('things', { owner: text, areas: list(text) })
const near = { id: 'near', owner: 't1', areas: ['community', 'district', 'city'], version: 1 }
const far = { id: 'far', owner: 't2', areas: ['elsewhere', 'city'], version: 1 }
const district = { role: 'operator' as const, areaCode: 'district' }

/** Holds the two, and tells what it was asked. */
const store = () => {
  const asked: unknown[] = []
  const collection = {
    get: async (id: string) => [near, far].find((one) => one.id === id),
    find: async (filter: object) => {
      asked.push(filter)
      return { items: [], next: null }
    },
    change: async (id: string, decide: (one: Thing) => unknown) => {
      asked.push(decide(id === 'near' ? near : far))
      return near
    },
  }
  return { asked, collection: collection as unknown as Collection<Thing> }
}

const things = (...fields: [string, ...string[]]) => {
  const own = schema()
  seenBy(own, ...fields)
  const { asked, collection } = store()
  return { asked, things: scoped(collection, own) }
}
const atDoor = <R>(work: () => R) => runInContext({ correlation: 'c', signedIn: true }, work)
const codeOf = (error: DomainError) => [error.code, error.details.field]

describe('what somebody sees of a collection', () => {
  it('is what names their scope: the rest is nowhere', async () => {
    const mine = seen(things('areas').things, scopeOf(district))
    expect(await mine.get('near')).toBe(near)
    for (const id of ['far', 'nobody']) expect(await mine.get(id, 'thingId').catch(codeOf)).toEqual(['not-found', 'thingId'])
  })

  it('is a condition of every list, which no other takes away', async () => {
    const { asked, things: all } = things('areas', 'owner')
    await seen(all, scopeOf(district)).find({ owner: 't1', areas: 'elsewhere' })
    await seen(all, scopeOfOne({ id: 't1' }), 'owner').find({})
    expect(asked).toEqual([{ owner: 't1', areas: 'district' }, { owner: 't1' }])
    expect(() => seen(all, scopeOf(district), 'id')).toThrow('not seen by id')
  })

  it('is all that they change, before a version is looked at and when it is decided', async () => {
    const { asked, things: all } = things('areas')
    expect(
      await seen(all, scopeOf(district))
        .change('far', () => ({ set: {} }))
        .catch(codeOf),
    ).toEqual(['not-found', undefined])
    expect(asked).toEqual([])
    await seen(all, scopeOf(district)).change('near', () => ({ set: { owner: 't3' } }))
    expect(asked).toEqual([{ set: { owner: 't3' } }])
  })
})

describe('a read at a door', () => {
  it('that does not say for whom is refused', async () => {
    const { things: all } = things('areas')
    expect(() => atDoor(() => all.get('near'))).toThrow('say for whom')
    expect(() => atDoor(() => all.find({}))).toThrow('say for whom')
    expect(await atDoor(() => seen(all, scopeOf(district)).get('near'))).toBe(near)
    expect(await atDoor(() => unscoped(all).get('far'))).toBe(far)
  })

  it('is that also in a change of its own beside the request', () => {
    const { things: all } = things('areas')
    expect(() => atDoor(() => besideDelivery(() => all.get('near')))).toThrow('say for whom')
  })

  it('is nothing that handlers and timed work do', async () => {
    expect(await things('areas').things.get('far')).toBe(far)
    expect(await runInContext({ correlation: 'c' }, () => besideDelivery(() => things('areas').things.get('far')))).toBe(far)
  })

  it('of what lies in areas needs a schema that says who sees it', () => {
    const { collection } = store()
    expect(() => scoped(collection, schema())).toThrow('do not say who sees them')
    const open = schema()
    seenByAll(open)
    expect(scoped(collection, open)).toBe(collection)
    expect(() => seenBy(schema(), 'unitId')).toThrow('has no field unitId')
    expect(() => seen(collection, scopeOf(district))).toThrow('seenBy')
  })
})

describe('a scope', () => {
  const community = { id: 'community', ancestors: ['community', 'district', 'city'] }

  it('is the area, or the unit of those who handle its matters', () => {
    expect(scopeOf(district)).toBe('district')
    expect(scopeOf({ role: 'worker', areaCode: 'community' })).toBe('community')
    expect(scopeOf({ role: 'worker', areaCode: 'city', unitId: 'city-police' })).toBe('city-police')
    for (const role of ['handler', 'liaison'] as const) expect(scopeOf({ role, areaCode: 'city', unitId: 'city-police' })).toBe('city-police')
    expect(scopeOf({ role: 'operator', areaCode: 'city', unitId: 'city-police' })).toBe('city')
    expect(scopeOf({ role: 'clerk', roles: ['clerk', 'liaison'], areaCode: 'city', unitId: 'city-police' })).toBe('city-police')
  })

  it('is narrowed to an area of the asker’s own, but for who sees what is with a unit', () => {
    expect(scopeWithin(community, district)).toBe('community')
    expect(scopeWithin(community, { role: 'worker', areaCode: 'city', unitId: 'city-police' })).toBe('city-police')
    for (const area of [undefined, { id: 'elsewhere', ancestors: ['elsewhere', 'city'] }])
      expect(() => scopeWithin(area, district)).toThrow(expect.objectContaining({ code: 'not-found', details: { field: 'areaCode' } }))
  })
})
