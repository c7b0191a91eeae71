import { Logger } from '@nestjs/common'
import type { Store } from '@yiwang/persistence/stores'
import { groupsOf } from './groups'
import { StoppedPartitions } from './stopped-partitions'

/** As much of a collection as is asked for here, which two instances share. */
function shared(): Store {
  const kept = new Map<string, { id: string; state: string }>()
  const collection = {
    get: async (id: string) => kept.get(id),
    remove: async (id: string) => void kept.delete(id),
    upsert: async (id: string, decide: (before: unknown) => { set: never } | undefined) => {
      const decided = decide(kept.get(id))
      if (decided) kept.set(id, decided.set)
      return kept.get(id)
    },
    change: async (id: string, decide: (before: unknown) => { set: object }) => {
      const before = kept.get(id) as { id: string; state: string }
      kept.set(id, { ...before, ...decide(before).set })
    },
    async *each({ state }: { state: string }) {
      for (const one of [...kept.values()]) if (one.state === state) yield one
    },
    find: async ({ state }: { state: string }) => ({ items: [...kept.values()].filter((one) => one.state === state) }),
  }
  return { collection: () => collection } as unknown as Store
}

const hotline = { name: 'hotline', readers: [{ name: 'hotline', topics: ['kiosk.events'] }] }

describe('partitions that wait at what cannot be read', () => {
  const told: string[] = []
  beforeAll(() => {
    for (const level of ['error', 'warn', 'log'] as const)
      jest.spyOn(Logger.prototype, level).mockImplementation((...[line]: unknown[]) => void told.push(String(line)))
  })
  afterAll(() => jest.restoreAllMocks())

  it('are told of once by whoever has them, though they go on at another instance meanwhile', async () => {
    const store = shared()
    const [one, other] = [new StoppedPartitions(store), new StoppedPartitions(store)]
    const place = { topic: 'kiosk.events', partition: 3, offset: 7 }
    await one.learn(hotline)
    await one.passes(hotline, { ...place, fault: 'it is not JSON' })
    // The partition moves, goes on there, and comes back.
    await other.learn(hotline)
    await other.goesOn('hotline', place)
    await one.learn(hotline)
    await one.goesOn('hotline', { ...place, offset: 8 })
    expect(told.map((line) => line.split(':')[0])).toEqual(['stopped', 'goes on'])
  })

  it('stop their group and no other, until they go on', async () => {
    const [one, place] = [new StoppedPartitions(shared()), { topic: 'kiosk.events', partition: 3, offset: 7 }]
    await one.learn(hotline)
    expect(one.isStopped('hotline')).toBe(false)
    await one.passes(hotline, { ...place, fault: 'it is not JSON' })
    expect(['hotline', 'hotline.callers', 'hot'].map(one.isStopped)).toEqual([true, false, false])
    await one.goesOn('hotline', { ...place, offset: 8 })
    expect(one.isStopped('hotline')).toBe(false)
  })

  describe('where readers come together that were in groups of their own', () => {
    const topics = ['information-network.events']
    const [areas, units] = ['hotline.areas', 'hotline.units'].map((name) => ({ name, topics }))
    const alone = [areas, units].map((reader) => ({ name: reader.name, readers: [reader] }))
    const [together] = groupsOf([areas, units].map((reader) => ({ ...reader, shared: true })))
    const unreadable = { topic: topics[0], partition: 3, offset: 7, fault: 'it is not JSON' }
    const pass = async (stopped: StoppedPartitions, group: (typeof alone)[0]) => {
      await stopped.passes(group, unreadable)
      const [stop] = (await stopped.list('hotline', {})).items
      await stopped.passOver('hotline', stop.id, { id: 'admin-1' })
    }

    it('are left by the groups that are no more', async () => {
      const stopped = new StoppedPartitions(shared())
      for (const group of alone) await stopped.passes(group, unreadable)
      await stopped.learn(together)
      expect((await stopped.list('hotline', {})).items).toEqual([])
      expect(await stopped.passes(together, unreadable)).toBe(false)
      expect((await stopped.list('hotline', {})).items).toMatchObject([{ group: 'hotline.areas+units', offset: 7 }])
    })

    it('go on where an admin had passed over the place for each of them, and not before', async () => {
      const stopped = new StoppedPartitions(shared())
      await pass(stopped, alone[0])
      await stopped.learn(together)
      expect(await stopped.passes(together, unreadable)).toBe(false)
      const anew = new StoppedPartitions(shared())
      for (const group of alone) await pass(anew, group)
      expect(await anew.passes(together, unreadable)).toBe(true)
      expect(await anew.passes(together, { ...unreadable, offset: 8 })).toBe(false)
    })
  })
})
