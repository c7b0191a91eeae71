import { hashOf, PARTITIONS, type StoredEvent } from '@yiwang/persistence/stores'
import type { EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs'
import { toCloudEvent } from './cloud-event'
import { KafkaGroup } from './kafka-group'
import type { Listener } from './transport'

type Offsets = Parameters<EachBatchPayload['commitOffsetsIfNecessary']>[0]

/** A consumer that the test has join and brings messages to. */
class ByHand {
  readonly events = {
    GROUP_JOIN: 'join',
    REBALANCING: 'rebalancing',
    HEARTBEAT: 'heartbeat',
    FETCH_START: 'fetch',
    CONNECT: 'connect',
    CRASH: 'crash',
  }
  readonly resolved: string[] = []
  readonly committed: Offsets[] = []
  readonly paused = new Set<number>()
  /** How often the next commits fail. */
  failing = 0
  private readonly listeners = new Map<string, () => unknown>()
  private take: (payload: EachBatchPayload) => Promise<void>
  on = (event: string, listener: () => void) => this.listeners.set(event, listener)
  connect = async () => undefined
  disconnect = async () => undefined
  subscribe = async () => undefined
  /** So many batches are brought at the same time. */
  atOnce = 0
  run = async ({ eachBatch, partitionsConsumedConcurrently }: { eachBatch: ByHand['take']; partitionsConsumedConcurrently: number }) => {
    this.take = eachBatch
    this.atOnce = partitionsConsumedConcurrently
  }
  join = () => this.listeners.get('join')?.()
  rebalances = () => this.listeners.get('rebalancing')?.()
  bring = (partition: number, messages: KafkaMessage[]) =>
    this.take({
      batch: { topic: 'kiosk.events', partition, messages },
      resolveOffset: (offset: string) => this.resolved.push(offset),
      isRunning: () => true,
      pause: () => {
        this.paused.add(partition)
        return () => this.paused.delete(partition)
      },
      commitOffsetsIfNecessary: async (offsets: Offsets) => {
        if (this.failing-- > 0) throw new Error('Closed connection')
        this.committed.push(offsets)
      },
    } as unknown as EachBatchPayload)
}

const spoilt = [{ offset: '0', value: Buffer.from('hello'), headers: {} }] as unknown as KafkaMessage[]

function messages(from: number, count: number, type = 'kiosk.payment-taken', source = '/kiosk/payments'): KafkaMessage[] {
  return Array.from({ length: count }, (_, at) => {
    const event: StoredEvent = {
      ...{ id: `e${from + at}`, type, source, subject: 'p', time: '2026-11-20T01:02:03.004Z', sequence: from + at + 1 },
      ...{ previousHash: '', hash: '', correlation: 'c', data: '{}' },
    }
    const { key, value, headers } = toCloudEvent({ ...event, hash: hashOf(event) })
    return { offset: String(from + at), key: Buffer.from(key), value: Buffer.from(value), headers } as unknown as KafkaMessage
  })
}

const turn = () => new Promise(setImmediate)
const position = (next: number) => ({ topics: [{ topic: 'kiosk.events', partitions: [{ partition: 3, offset: String(next) }] }] })

describe('a consumer group on Kafka', () => {
  let consumer: ByHand
  let group: KafkaGroup
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }))
  afterEach(async () => {
    await group.close()
    jest.useRealTimers()
  })

  const joined = async (listener: Partial<Listener> = {}) => {
    consumer = new ByHand()
    const settings = { group: 'hotline', topics: ['kiosk.events', 'home-care.events'], prefix: '' }
    const silent = { begin: async () => undefined, take: async () => undefined, passes: async () => false }
    group = new KafkaGroup({ consumer: () => consumer } as unknown as Kafka, settings, { ...silent, ...listener })
    group.start()
    await turn()
    consumer.join()
  }
  const taking =
    (taken: number[], release?: Promise<void>) =>
    async ({ offset }: { offset: number }) => {
      taken.push(offset)
      await release
    }

  it('waits at what cannot be read only in partitions that it has: shared out anew, it says nothing of those of before', async () => {
    const ends = new Map([['kiosk.events/3', 1]])
    await joined()
    expect(group.hasTaken(ends)).toBe(false)
    await consumer.bring(3, spoilt)
    await turn()
    expect(group.hasTaken(ends)).toBe(true)
    consumer.join()
    expect(group.hasTaken(ends)).toBe(false)
  })

  it.each([
    ['another service as its source', 'kiosk.payment-taken', '/hotline/tickets'],
    ['another service’s name', 'hotline.ticket-created', '/kiosk/payments'],
    ['both', 'hotline.ticket-created', '/hotline/tickets'],
  ])('believes no news with %s: who may write to a topic speaks for itself alone', async (_, type, source) => {
    const taken: number[] = []
    const faults: string[] = []
    await joined({ take: taking(taken), passes: async ({ fault }) => faults.push(fault) > 0 })
    await consumer.bring(3, [...messages(0, 1, type, source), ...messages(1, 1)])
    await turn()
    expect([taken, faults]).toEqual([[1], [expect.stringContaining(`a ${type} is none of kiosk.events`)]])
  })

  it('begins anew where kafkajs fell silent, also where the clock was put back meanwhile', async () => {
    await joined()
    const ended = jest.spyOn(consumer, 'disconnect')
    await jest.advanceTimersByTimeAsync(30_000)
    jest.setSystemTime(Date.now() - 3_600_000)
    await jest.advanceTimersByTimeAsync(60_000)
    expect(ended).toHaveBeenCalledTimes(1)
  })

  it('lets kafkajs fetch on while a handler works: later events of its partition wait, others do not', async () => {
    let release: () => void = () => undefined
    const taken: number[] = []
    const slow = new Promise<void>((resolve) => (release = resolve))
    await joined({ take: ({ partition, offset }) => taking(taken, partition === 3 ? slow : undefined)({ offset }) })
    await consumer.bring(3, messages(0, 2))
    await consumer.bring(4, messages(10, 2))
    await turn()
    expect([taken, consumer.resolved]).toEqual([
      [0, 10, 11],
      ['1', '11'],
    ])
    release()
    await turn()
    expect(taken).toEqual([0, 10, 11, 1])
  })

  it('commits what was taken, and no more, in one request after a while, and once more where that failed', async () => {
    let release: () => void = () => undefined
    const slow = new Promise<void>((resolve) => (release = resolve))
    await joined({ take: ({ offset }) => (offset === 2 ? slow : Promise.resolve()) })
    await consumer.bring(3, messages(0, 3))
    await turn()
    consumer.failing = 1
    await jest.advanceTimersByTimeAsync(600)
    expect(consumer.committed).toEqual([])
    await jest.advanceTimersByTimeAsync(500)
    expect(consumer.committed).toEqual([position(2)])
    release()
    await turn()
    await jest.advanceTimersByTimeAsync(500)
    expect(consumer.committed).toEqual([position(2), position(3)])
  })

  it('commits what it took when the group is shared out anew, and when it is closed, at once', async () => {
    await joined()
    await consumer.bring(3, messages(0, 1))
    await turn()
    consumer.rebalances()
    await turn()
    consumer.join()
    await consumer.bring(3, messages(1, 1))
    await turn()
    await group.close()
    expect(consumer.committed).toEqual([position(1), position(2)])
  })

  it('is brought all that one fetch answers at once: nothing of it is left for when the group is shared out anew', async () => {
    await joined()
    expect(consumer.atOnce).toBe(2 * PARTITIONS)
  })

  it('takes nothing more of what was fetched before the group was shared out anew, and never commits it', async () => {
    let release: () => void = () => undefined
    const taken: number[] = []
    const slow = new Promise<void>((resolve) => (release = resolve))
    await joined({ take: taking(taken, slow) })
    await consumer.bring(3, messages(0, 3))
    await turn()
    consumer.join()
    release()
    await turn()
    await jest.advanceTimersByTimeAsync(1_000)
    expect([taken, consumer.committed]).toEqual([[0], []])
  })

  it('has a partition that is full fetched no more until it has room', async () => {
    let release: () => void = () => undefined
    const taken: number[] = []
    const slow = new Promise<void>((resolve) => (release = resolve))
    await joined({ take: taking(taken, slow) })
    await consumer.bring(3, messages(0, 199))
    expect(consumer.paused).toEqual(new Set())
    await consumer.bring(3, messages(199, 10))
    expect(consumer.paused).toEqual(new Set([3]))
    release()
    while (taken.length < 209) await turn()
    expect(consumer.paused).toEqual(new Set())
  })

  it('tries again after a pause what it could not take, and the others of its partition wait', async () => {
    const taken: number[] = []
    let away = true
    const take = async ({ offset }: { offset: number }) => {
      if (away) throw new Error('away')
      taken.push(offset)
    }
    await joined({ take })
    await consumer.bring(3, messages(0, 2))
    await turn()
    away = false
    await consumer.bring(3, messages(2, 1))
    await turn()
    expect(taken).toEqual([])
    await jest.advanceTimersByTimeAsync(1_000)
    await turn()
    expect(taken).toEqual([0, 1, 2])
  })

  it('passes by what nobody here hears without reading it, and reads what no contract names', async () => {
    const taken: number[] = []
    const unreadable: number[] = []
    await joined({
      hears: (name) => name === 'kiosk.payment-taken',
      take: taking(taken),
      passes: async ({ offset }) => unreadable.push(offset) > 0,
    })
    const [spoilt, unheard, unknown, inherited, heard] = messages(0, 5)
    Object.assign(spoilt, { value: Buffer.from('{"other":1}') })
    for (const [message, type] of [
      [unheard, 'kiosk.need-registered'],
      [unknown, 'kiosk.word-of-tomorrow'],
      [inherited, 'constructor'],
    ] as const)
      Object.assign(message, { value: Buffer.from('spoilt'), headers: { ...message.headers, ce_type: type } })
    await consumer.bring(3, [spoilt, unheard, unknown, inherited, heard])
    await turn()
    expect([taken, unreadable]).toEqual([[4], [0, 2, 3]])
    await group.close()
    expect(consumer.committed).toEqual([position(5)])
  })
})
