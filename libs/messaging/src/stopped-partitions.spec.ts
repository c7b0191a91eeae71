import { Logger } from '@nestjs/common'
import type { Store } from '@yiwang/persistence/stores'
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
    async *each() {
      yield* kept.values()
    },
  }
  return { collection: () => collection } as unknown as Store
}

describe('partitions that wait at what cannot be read', () => {
  const told: string[] = []
  beforeAll(() => {
    for (const level of ['error', 'log'] as const)
      jest.spyOn(Logger.prototype, level).mockImplementation((...[line]: unknown[]) => void told.push(String(line)))
  })
  afterAll(() => jest.restoreAllMocks())

  it('are told of once by whoever has them, though they go on at another instance meanwhile', async () => {
    const store = shared()
    const [one, other] = [new StoppedPartitions(store), new StoppedPartitions(store)]
    const place = { topic: 'kiosk.events', partition: 3, offset: 7 }
    await one.learn('hotline')
    await one.passes('hotline', { ...place, fault: 'it is not JSON' })
    // The partition moves, goes on there, and comes back.
    await other.learn('hotline')
    await other.goesOn('hotline', place)
    await one.learn('hotline')
    await one.goesOn('hotline', { ...place, offset: 8 })
    expect(told.map((line) => line.split(':')[0])).toEqual(['stopped', 'goes on'])
  })
})
