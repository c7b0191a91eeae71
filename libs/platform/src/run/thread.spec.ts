import { join } from 'node:path'
import { DomainError } from '@yiwang/domain'
import { elsewhere, Thread } from './thread'

const file = join(__dirname, '..', '..', '..', '..', 'tests', 'contract', 'elsewhere.cjs')
const to = <A, R>(name: string) => elsewhere<(given: A) => R>(file, name)

describe('another thread', () => {
  const thread = new Thread({ idleMs: 60_000, mostMemoryMb: 192 })
  afterAll(() => thread.onApplicationShutdown())

  it('computes what would keep everybody waiting', async () => {
    let turns = 0
    const looking = setInterval(() => turns++, 1)
    expect(await thread.call(to<number, number>('spin'), 300)).toBeGreaterThanOrEqual(300)
    clearInterval(looking)
    expect(turns).toBeGreaterThan(2)
  })

  it('takes one call after the other, and answers each with its own', async () => {
    const doubled = await Promise.all([1, 2, 3].map((n) => thread.call(to<number, number>('doubled'), n)))
    expect(doubled).toEqual([2, 4, 6])
  })

  it('says no in the words of a rule', async () => {
    await expect(thread.call(to('refuse'), 'areaCode')).rejects.toEqual(new DomainError('unknown-area', { field: 'areaCode' }))
    await expect(thread.call(to('fail'), 'boom')).rejects.toThrow('boom')
    await expect(thread.call(to('nowhere'), 1)).rejects.toThrow()
  })

  it('says of what cannot be sent that it cannot, and waits for nothing of it', async () => {
    await expect(thread.call(to('doubled'), () => undefined)).rejects.toThrow(/could not be cloned/)
    expect((thread as unknown as { calls: Map<number, unknown> }).calls.size).toBe(0)
    expect(await thread.call(to<number, number>('doubled'), 2)).toBe(4)
  })

  it('knows nothing of the settings', async () => {
    expect(await thread.call(to<undefined, number>('settings'), undefined)).toBe(0)
  })

  it('is ended where the work is to stop, and started anew for the next', async () => {
    const stopping = new AbortController()
    const spinning = thread.call(to<number, number>('spin'), 60_000, stopping.signal)
    const waiting = thread.call(to<number, number>('doubled'), 4)
    const never = thread.call(to<number, number>('spin'), 60_000, stopping.signal)
    setTimeout(() => stopping.abort(new Error('cancelled')), 50)
    await expect(spinning).rejects.toThrow('cancelled')
    await expect(never).rejects.toThrow('cancelled')
    expect(await waiting).toBe(8)
  })

  it('has so much memory: what needs more fails, and nothing else', async () => {
    await expect(thread.call(to('grow'), 1_000)).rejects.toThrow(/memory/)
    expect(await thread.call(to<number, number>('doubled'), 5)).toBe(10)
  })

  it('ends when it was idle, and not before', async () => {
    thread.idleMs = 20
    await thread.call(to<number, number>('doubled'), 1)
    expect(thread.isRunning()).toBe(true)
    while (thread.isRunning()) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await thread.call(to<number, number>('doubled'), 6)).toBe(12)
  })

  it('is not started by what comes behind the end of the process', async () => {
    const ending = new Thread({ idleMs: 60_000, mostMemoryMb: 192 })
    const begun = ending.call(to<number, number>('spin'), 60_000)
    const waiting = ending.call(to<number, number>('doubled'), 4)
    while (!ending.isRunning()) await new Promise(setImmediate)
    await Promise.all([ending.onApplicationShutdown(), expect(begun).rejects.toThrow('stopped'), expect(waiting).rejects.toThrow('stopped')])
    expect(ending.isRunning()).toBe(false)
  })
})
