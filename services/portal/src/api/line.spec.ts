import { type LineState, watchLine } from './line'

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

describe('the line', () => {
  let there: boolean
  let asked: number
  const seen: LineState[] = []
  const watched = () => {
    there = true
    asked = 0
    seen.length = 0
    const line = watchLine({
      answers: async () => {
        asked++
        return there
      },
    })
    line.subscribe((state) => seen.push(state))
    return line
  }
  const after = (ms: number) => jest.advanceTimersByTimeAsync(ms)

  it('is not down because one request was lost', async () => {
    const line = watched()
    line.look()
    await after(60_000)
    expect(seen).toEqual([])
    expect(asked).toBe(1)
  })

  it('is looked for with growing pauses while it is down, says when it is back, and then nothing more', async () => {
    const line = watched()
    there = false
    line.look()
    await after(0)
    expect(line.get()).toBe('down')
    await after(120_000)
    expect(asked).toBe(5 + 7) // at 0, 1, 3, 7, 15 s, then every 15 s
    there = true
    await after(15_000)
    expect(seen).toEqual(['down', 'back'])
    await after(4000)
    expect(seen).toEqual(['down', 'back', 'up'])
  })

  it('is looked at once when the browser says that the network changed', async () => {
    const line = watched()
    there = false
    line.look()
    await after(20_000)
    there = true
    line.look()
    await after(0)
    expect(line.get()).toBe('back')
  })

  it('is waited for, and not for ever', async () => {
    const line = watched()
    const done = jest.fn()
    void line.backWithin(30_000).then(done)
    await after(29_000)
    expect(done).not.toHaveBeenCalled()
    await after(1000)
    expect(done).toHaveBeenCalledTimes(1)

    there = false
    line.look()
    await after(0)
    void line.backWithin(30_000).then(done)
    there = true
    await after(1000)
    expect(done).toHaveBeenCalledTimes(2)
  })
})
