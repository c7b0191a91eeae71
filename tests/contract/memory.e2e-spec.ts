import { once } from 'node:events'
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from 'node:net'
import { Logger } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { newId } from '@yiwang/domain'
import { LocalMemory, RedisMemory, type SharedMemory } from '@yiwang/platform'
import * as fc from 'fast-check'
import { Redis } from 'ioredis'
import { z } from 'zod'
import { until } from './instances'

Logger.overrideLogger(false)

const url = process.env.TEST_REDIS_URL
if (!url) console.warn('Redis is SKIPPED: no TEST_REDIS_URL. `npm run test:real` starts the servers and runs everything.')

interface MemoryRow {
  name: string
  /** What two instances of a service share; for one process the same. */
  open(): [SharedMemory, SharedMemory]
}

const inProcess: MemoryRow = {
  name: 'one process',
  open() {
    const memory = new LocalMemory()
    return [memory, memory]
  },
}
const redis: MemoryRow = {
  name: 'Redis',
  open() {
    const prefix = `test-${newId()}:`
    return [new RedisMemory(url as string, prefix), new RedisMemory(url as string, prefix)]
  },
}

/** Messages sent at the first come to the second. */
async function together(memories: [SharedMemory, SharedMemory]): Promise<void> {
  const channel = { name: newId(), message: z.object({}) }
  let heard = false
  const watching = memories[1].broadcast.messages(channel).subscribe(() => (heard = true))
  await until(() => {
    memories[0].broadcast.publish(channel, {})
    return heard
  })
  watching.unsubscribe()
}

const list = { name: 'list', message: z.object({ n: z.number() }) }
const otherList = { name: 'other list', message: z.object({}) }

const MINUTE = 60_000
const increment = ({ throttling }: SharedMemory, key: string, { ttl = MINUTE, limit = 3, block = MINUTE, name = 'default' } = {}) =>
  throttling.increment(key, ttl, limit, block, name)

describe.each(url ? [inProcess, redis] : [inProcess])('the memory of several instances in $name', (row) => {
  let memories: [SharedMemory, SharedMemory]
  beforeAll(async () => {
    memories = row.open()
    await together(memories)
  })
  afterAll(() => Promise.all(memories.map((memory) => memory.close())))

  it('counts every knock wherever it comes, and lets so many through and no more', async () => {
    const knocks = fc.array(fc.record({ key: fc.nat(3), at: fc.constantFrom(0, 1) }), { minLength: 20, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(knocks, fc.integer({ min: 1, max: 8 }), async (sequence, limit) => {
        const run = newId()
        const counts = [0, 0, 0, 0]
        for (const { key, at } of sequence) {
          const hits = ++counts[key]
          const { totalHits, isBlocked, timeToBlockExpire } = await increment(memories[at], `${run}-${key}`, { limit })
          expect({ hits, totalHits, isBlocked }).toEqual({ hits, totalHits: Math.min(hits, limit + 1), isBlocked: hits > limit })
          if (isBlocked) expect(timeToBlockExpire).toBeGreaterThan(0)
          if (isBlocked) expect(timeToBlockExpire).toBeLessThanOrEqual(60)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('lets exactly so many through at the same moment', async () => {
    const key = newId()
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => increment(memories[n % 2], key, { limit: 10 })))
    const through = answers.filter(({ isBlocked }) => !isBlocked).map(({ totalHits }) => totalHits)
    expect(through.sort((one, other) => one - other)).toEqual(Array.from({ length: 10 }, (_, n) => n + 1))
  })

  it('counts what one may do in a time in all of its tallies or in none, by the time that it is told', async () => {
    const run = newId()
    const commands = fc.array(
      fc.record({
        at: fc.constantFrom(0, 1),
        passes: fc.nat(15),
        keys: fc.subarray([0, 1, 2], { minLength: 1 }),
        forgets: fc.constantFrom(0, 0, 0, 0, 1),
      }),
      { minLength: 20, maxLength: 40 },
    )
    let runs = 0
    await fc.assert(
      fc.asyncProperty(commands, fc.integer({ min: 1, max: 4 }), async (sequence, limit) => {
        const name = (key: number) => `{${run}-${runs}}:${key}`
        runs++
        const [times, toldUntil]: [number[][], number[]] = [
          [[], [], []],
          [0, 0, 0],
        ]
        const window = 40 * MINUTE
        let now = Date.parse('2026-11-30T08:00:00Z')
        for (const { at, passes, keys, forgets } of sequence) {
          now += passes * MINUTE
          if (forgets) {
            await memories[at].tallies.forget(name(keys[0]))
            times[keys[0]] = []
            toldUntil[keys[0]] = 0
          }
          for (const key of keys) times[key] = times[key].filter((time) => time > now - window)
          const waits = times[keys[0]].length >= limit ? (times[keys[0]].at(-limit) as number) + window - now : undefined
          expect(await memories[at].tallies.look({ key: name(keys[0]), limit }, window, now)).toBe(waits)
          const full = keys.find((key) => times[key].length >= limit)
          const due = full === undefined ? undefined : { waitMs: times[full][0] + window - now, first: toldUntil[full] <= now }
          if (full === undefined) for (const key of keys) times[key].push(now)
          else if (due?.first) toldUntil[full] = now + due.waitMs
          const tallies = keys.map((key) => ({ key: name(key), limit }))
          expect(await memories[at].tallies.take(tallies, window, now)).toEqual(due)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('counts anew once a block is over', async () => {
    const key = newId()
    while (!(await increment(memories[0], key, { limit: 2, block: 300 })).isBlocked);
    let answer = await increment(memories[1], key, { limit: 2, block: 300 })
    await until(async () => {
      answer = await increment(memories[1], key, { limit: 2, block: 300 })
      return !answer.isBlocked
    })
    expect(answer.totalHits).toBe(1)
  })

  it('forgets each knock after its own time, not all of them at once', async () => {
    const key = newId()
    const window = { ttl: 400, limit: 10_000 }
    const began = Date.now()
    let most = 0
    for (let last = 0; Date.now() - began < 4 * window.ttl; ) {
      const before = Date.now()
      const { totalHits } = await increment(memories[0], key, window)
      if (last && Date.now() - last < window.ttl / 2) expect(totalHits).toBeGreaterThan(1)
      most = Math.max(most, totalHits)
      last = before
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    await until(async () => {
      await new Promise((resolve) => setTimeout(resolve, window.ttl))
      return (await increment(memories[0], key, window)).totalHits === 1
    })
    expect(most).toBeGreaterThan(1)
  })

  it('brings a message to everyone who watches, once, in order, and to nobody else', async () => {
    const heard: number[][] = [[], []]
    const others: unknown[] = []
    const watching = memories.map((memory, n) => memory.broadcast.messages(list).subscribe((message) => heard[n].push(message.n)))
    watching.push(memories[1].broadcast.messages(otherList).subscribe((message) => others.push(message)))
    for (let n = 0; n < 100; n++) memories[0].broadcast.publish(list, { n })
    const all = Array.from({ length: 100 }, (_, n) => n)
    await until(() => heard.every((one) => one.length >= 100))
    expect(heard).toEqual([all, all])
    expect(others).toEqual([])
    for (const one of watching) one.unsubscribe()
  })
})

/** Stands before Redis: it can be away and come back. */
class Door {
  private readonly sockets = new Set<Socket>()
  private server: Server

  async open(port = 0): Promise<string> {
    const { hostname, port: there } = new URL(url as string)
    this.server = createServer((socket) => {
      const onwards = createConnection(Number(there || 6379), hostname)
      for (const one of [socket, onwards]) this.sockets.add(one.on('error', () => one.destroy()))
      socket.pipe(onwards).pipe(socket)
    }).listen(port, '127.0.0.1')
    await once(this.server, 'listening')
    return `redis://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async shut(): Promise<void> {
    const closed = once(this.server, 'close')
    this.server.close()
    for (const socket of this.sockets) socket.destroy()
    await closed
  }
}

const withRedis = url ? describe : describe.skip
withRedis('what others write into this Redis', () => {
  it('ends nothing, and stops neither counting nor telling', async () => {
    const prefix = `test-${newId()}:`
    const memories: [SharedMemory, SharedMemory] = [new RedisMemory(url as string, prefix), new RedisMemory(url as string, prefix)]
    const other = new Redis(url as string)
    await together(memories)
    const heard: number[] = []
    const watching = memories[1].broadcast.messages(list).subscribe(({ n }) => heard.push(n))
    for (const line of ['x', '', 'null', '{}', '{"from":"x","channel":"list","message":{"n":"one"}}', 'x'.repeat(5_000_000)])
      await other.publish(`${prefix}broadcast`, line)
    memories[0].broadcast.publish(list, { n: 7 })
    await until(() => heard.length > 0)
    expect(heard).toEqual([7])

    await other.set(`${prefix}limit:{text}:default`, 'x')
    await other.rpush(`${prefix}limit:{list}:default`, 'x', '')
    await other.hset(`${prefix}limit:{block}:default:blocked`, 'a', 'b')
    for (const key of ['text', 'list', 'block']) {
      const answers = []
      for (let n = 0; n < 4; n++) answers.push((await increment(memories[0], key, { limit: 2 })).isBlocked)
      expect(answers).toEqual([false, false, true, true])
    }
    watching.unsubscribe()
    other.disconnect()
    await Promise.all(memories.map((memory) => memory.close()))
  })
})

withRedis('what each service has in Redis', () => {
  it('is its own, but for what an account may do anywhere, and for what identity tells all', async () => {
    const prefix = `test-${newId()}:`
    const of = (service: ServiceName) => new RedisMemory(url as string, prefix, service)
    const memories = { identity: of('identity'), hotline: of('hotline'), another: of('hotline'), kiosk: of('kiosk') }
    await together([memories.hotline, memories.another])
    await together([memories.identity, memories.kiosk])
    await together([memories.identity, memories.hotline])

    const heard: string[] = []
    for (const [name, { broadcast }] of Object.entries(memories)) broadcast.messages(list).subscribe(() => heard.push(name))
    memories.hotline.broadcast.publish(list, { n: 1 })
    await until(() => heard.length === 2)
    memories.identity.broadcast.publish(list, { n: 2 })
    await until(() => heard.length === 6)
    expect(heard.slice(0, 2).sort()).toEqual(['another', 'hotline'])

    for (const { throttling } of [memories.hotline, memories.kiosk, memories.another]) await throttling.increment('a', MINUTE, 2, MINUTE, 'default')
    expect(await increment(memories.kiosk, 'a', { limit: 2 })).toMatchObject({ isBlocked: false, totalHits: 2 })
    expect(await increment(memories.hotline, 'a', { limit: 2 })).toMatchObject({ isBlocked: true })
    const tally = [{ key: 'b', limit: 1 }]
    for (const { tallies } of [memories.hotline, memories.kiosk]) expect(await tallies.take(tally, MINUTE, 0)).toBeUndefined()
    expect(await memories.another.tallies.take(tally, MINUTE, 0)).toBeDefined()
    expect(await memories.hotline.everywhere.take(tally, MINUTE, 0)).toBeUndefined()
    expect(await memories.kiosk.everywhere.take(tally, MINUTE, 0)).toBeDefined()
    await Promise.all(Object.values(memories).map((memory) => memory.close()))
  })
})

withRedis('while Redis is away', () => {
  it('each instance counts and tells by itself, and they are together again once it is back', async () => {
    const door = new Door()
    const address = await door.open()
    const prefix = `test-${newId()}:`
    const memories: [SharedMemory, SharedMemory] = [new RedisMemory(address, prefix), new RedisMemory(address, prefix)]
    await together(memories)
    for (let times = 0; times < 2; times++) {
      await door.shut()
      const key = newId()
      const answers = []
      for (let n = 0; n < 8; n++) answers.push((await increment(memories[n % 2], key, { limit: 2 })).isBlocked)
      expect(answers).toEqual([false, false, false, false, true, true, true, true])
      const heard: number[] = []
      const watching = memories[0].broadcast.messages(list).subscribe(({ n }) => heard.push(n))
      memories[0].broadcast.publish(list, { n: 1 })
      expect(heard).toEqual([1])
      watching.unsubscribe()

      await door.open(Number(new URL(address).port))
      await together(memories)
      await together([memories[1], memories[0]])
      await until(async () => {
        const both = newId()
        await increment(memories[0], both)
        return (await increment(memories[1], both)).totalHits === 2
      })
    }
    await Promise.all(memories.map((memory) => memory.close()))
    await door.shut()
  })
})
