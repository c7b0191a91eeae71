import type { Store } from '@yiwang/persistence/stores'
import { SetAsides } from './set-asides'

describe('what another instance may have set aside', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())

  it('is looked for each second while something waits, and every five seconds otherwise', async () => {
    let waiting: object[] = []
    const looked: number[] = []
    const find = async (filter: object) => {
      if (Object.keys(filter).join() === 'state') looked.push(Date.now())
      return { items: waiting, next: null }
    }
    const asides = new SetAsides({ collection: () => ({ find }) } as unknown as Store)
    const during = async (ms: number) => {
      looked.length = 0
      await jest.advanceTimersByTimeAsync(ms)
      return looked.length
    }
    asides.register('hotline', 'TicketsHandlers', async () => undefined)
    expect(await during(1_000)).toBe(1)
    expect(await during(20_000)).toBe(4)
    waiting = [{ id: 'one', group: 'hotline', handler: 'NobodyHere', due: new Date(Date.now() + 60_000) }]
    await during(5_000)
    expect(await during(10_000)).toBe(10)
    await asides.onApplicationShutdown()
  })
})
