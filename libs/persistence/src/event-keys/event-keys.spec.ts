import type { EventKeyStore, KeptKey } from './event-key'
import { EventKeys, type KeyRule } from './event-keys'

const now = new Date('2026-11-30T00:00:00Z')
const month: KeyRule = { service: 'hotline', kind: 'matter' }
const each: KeyRule = { service: 'information-network', kind: 'register' }

/** A store that answers later, as MongoDB does, or at once, as the station's file. */
class Kept implements EventKeyStore {
  readonly rows = new Map<string, KeptKey>()
  asked = 0
  begunAnew?: string
  constructor(private readonly answer: <V>(value: V) => V | Promise<V>) {}

  read(ids: string[]) {
    this.asked++
    return this.answer(ids.flatMap((id) => this.rows.get(id) ?? []))
  }
  add(keys: KeptKey[]) {
    for (const key of keys) if (!this.rows.has(key.id)) this.rows.set(key.id, key)
    return this.answer(undefined)
  }
  async destroy(id: string, of: string, destroyedAt: Date) {
    this.rows.set(id, { id, of, destroyedAt })
  }
  destroyed = async (_service: string, begin: string, after: string, limit: number) =>
    [...this.rows.values()]
      .filter(({ of = '' }) => of.startsWith(begin) && of > after)
      .sort((a, b) => ((a.of as string) < (b.of as string) ? -1 : 1))
      .slice(0, limit)
  page = async (): Promise<KeptKey[]> => []
  addKept = async () => undefined
  async beginAnew(name: string) {
    this.begunAnew = name
  }
}
const atOnce = () => new Kept((value) => value)
const later = () => new Kept((value) => new Promise((resolve) => setImmediate(() => resolve(value))))

describe('the keys of events', () => {
  it.each([
    ['at once', atOnce()],
    ['later', later()],
  ])('are one for a month and kind, in every instance, where the store answers %s', async (_, store) => {
    const instances = [1, 2].map(() => new EventKeys(store))
    await Promise.all(instances.map((keys) => keys.ready(month, undefined, now)))
    const [one, other] = instances.map((keys) => keys.take(month, undefined, now))
    expect(one.id).toBe('hotline/matter/2026-11')
    expect(other.id).toBe(one.id)
    expect(instances[0].ready(month, undefined, now)).toBeUndefined()
    expect(store.rows.size).toBe(1)
  })

  it('are those of the month that was made ready, where it turns before they are taken', () => {
    const keys = new EventKeys(atOnce())
    keys.ready(month, undefined, new Date('2026-11-30T23:59:59.999Z'))
    expect(keys.take(month, undefined, new Date('2026-12-01T00:00:00Z')).id).toBe('hotline/matter/2026-11')
    keys.ready(month, undefined, new Date('2026-12-01T00:00:00Z'))
    expect(keys.take(month, undefined, new Date('2026-12-01T00:00:00.001Z')).id).toBe('hotline/matter/2026-12')
  })

  it('are of no month before there were any: that clock is wrong, and they would be over at once', () => {
    const keys = new EventKeys(atOnce())
    keys.ready(month, undefined, new Date('2016-01-01T00:00:00Z'))
    expect(keys.take(month, undefined, new Date('2016-01-01T00:00:00Z')).id).toBe('hotline/matter/2026-11')
  })

  it('have other names than those that were lost, where they were begun anew', async () => {
    const store = atOnce()
    store.begunAnew = '01anew'
    const keys = new EventKeys(store)
    keys.ready(month, undefined, now)
    const { id } = keys.take(month, undefined, now)
    keys.learn(['hotline/matter/2026-11', id])
    expect(keys.key('hotline/matter/2026-11')).toBeUndefined()
    expect(keys.key(id)?.id).toBe(id)
    const months: object[] = []
    store.page = async () => [...store.rows.values()]
    for await (const one of keys.monthsOf('hotline')) months.push(one)
    expect(months).toEqual([{ id, kind: 'matter', month: '2026-11' }])
  })

  it('are never the same for two people, however many are written at once', async () => {
    const keys = new EventKeys(later())
    const took = await Promise.all(
      Array.from({ length: 300 }, async () => {
        for (let ready = keys.ready(each, undefined, now); ready; ready = keys.ready(each, undefined, now)) await ready
        return keys.take(each, undefined, now).id
      }),
    )
    expect(new Set(took).size).toBe(300)
  })

  it('go on being the same for one, until theirs is destroyed', async () => {
    const store = atOnce()
    const first = new EventKeys(store)
    first.ready(each, undefined, now)
    const { id } = first.take(each, undefined, now)
    const another = new EventKeys(store)
    another.ready(each, id, now)
    expect(another.take(each, id, now).id).toBe(id)
    await another.destroy(id, '/information-network/residents/r1', now)
    another.ready(each, id, now)
    expect(another.take(each, id, now).id).not.toBe(id)
    const destroyed: object[] = []
    for await (const one of another.destroyedOf('/information-network/residents')) destroyed.push(one)
    expect(destroyed).toEqual([{ id: 'r1', at: now }])
  })

  it('are asked for again after ten minutes: what was destroyed elsewhere is not opened any longer', async () => {
    const store = atOnce()
    let ms = 0
    const [here, elsewhere] = [new EventKeys(store, () => ms), new EventKeys(store)]
    here.ready(month, undefined, now)
    const { id } = here.take(month, undefined, now)
    await elsewhere.destroy(id, id, now)
    here.learn([id])
    expect(here.key(id)).toBeDefined()
    ms = 10 * 60_000
    here.learn([id])
    expect(here.key(id)).toBeUndefined()
    expect(() => here.take(month, undefined, now)).toThrow('the clock is wrong')
    expect(() => here.key('unheard-of')).toThrow('put back the latest copy')
  })

  it.each([
    ['at once', atOnce],
    ['later', later],
  ])('are put back where the store has lost them, before anything more is sealed with them (%s)', async (_, begin) => {
    const store = begin()
    let ms = 0
    const [here, elsewhere] = [new EventKeys(store, () => ms), new EventKeys(store)]
    const sealing = async (rule: KeyRule, current?: string) => {
      for (let ready = here.ready(rule, current, now); ready; ready = here.ready(rule, current, now)) await ready
      return here.take(rule, current, now).id
    }
    const ofMonth = await sealing(month)
    const own = await sealing(each)
    store.rows.clear()
    ms = 10 * 60_000
    const after = [await sealing(month), await sealing(each, own), await sealing(each)]
    expect(after.slice(0, 2)).toEqual([ofMonth, own])
    await elsewhere.learn(after)
    for (const id of after) expect(elsewhere.key(id)?.kept()).toEqual(here.key(id)?.kept())
  })
})
