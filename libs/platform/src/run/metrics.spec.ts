import { Registry } from 'prom-client'
import { Figure, tellFigures } from './metrics'

class Counted extends Figure {
  readonly help = 'for this test'
  asked = 0

  constructor(
    readonly name: string,
    private readonly takesMs: number,
  ) {
    super()
  }

  read(): Promise<number> {
    const count = ++this.asked
    return new Promise((resolve, reject) => setTimeout(() => (count === 2 ? reject(new Error('the store is away')) : resolve(count)), this.takesMs))
  }
}

describe('figures', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())

  const told = async (registry: Registry, name: string) => (await registry.getSingleMetric(name)?.get())?.values[0]?.value

  it('are asked every 15 seconds, and the last answer stands while the store is away', async () => {
    const registry = new Registry()
    const figure = new Counted('quick', 5)
    tellFigures(new Set([figure]), registry)
    await jest.advanceTimersByTimeAsync(10)
    expect(await told(registry, 'quick')).toBe(1)
    await jest.advanceTimersByTimeAsync(15_000)
    expect([figure.asked, await told(registry, 'quick')]).toEqual([2, 1])
    await jest.advanceTimersByTimeAsync(15_010)
    expect([figure.asked, await told(registry, 'quick')]).toEqual([3, 3])
  })

  it('take a hundredth of the time where they take long, and are asked every five minutes all the same', async () => {
    const slow = new Counted('slow', 500)
    const slowest = new Counted('slowest', 30_000)
    tellFigures(new Set([slow, slowest]), new Registry())
    await jest.advanceTimersByTimeAsync(50_400)
    expect(slow.asked).toBe(1)
    await jest.advanceTimersByTimeAsync(200)
    expect(slow.asked).toBe(2)
    await jest.advanceTimersByTimeAsync(279_300)
    expect(slowest.asked).toBe(1)
    await jest.advanceTimersByTimeAsync(200)
    expect(slowest.asked).toBe(2)
  })
})
