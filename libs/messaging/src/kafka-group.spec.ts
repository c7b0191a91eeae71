import type { EachBatchPayload, Kafka } from 'kafkajs'
import { KafkaGroup } from './kafka-group'

/** A consumer that the test has join and brings messages to. */
class ByHand {
  readonly events = { GROUP_JOIN: 'join', HEARTBEAT: 'heartbeat', FETCH_START: 'fetch', CONNECT: 'connect', CRASH: 'crash' }
  private readonly listeners = new Map<string, () => void>()
  private take: (payload: EachBatchPayload) => Promise<void>
  on = (event: string, listener: () => void) => this.listeners.set(event, listener)
  connect = async () => undefined
  disconnect = async () => undefined
  subscribe = async () => undefined
  run = async ({ eachBatch }: { eachBatch: ByHand['take'] }) => {
    this.take = eachBatch
  }
  join = () => this.listeners.get(this.events.GROUP_JOIN)?.()
  bring = (partition: number) =>
    this.take({
      batch: { topic: 'kiosk.events', partition, messages: [{ offset: '0', value: Buffer.from('hello'), headers: {} }] },
      resolveOffset: () => undefined,
      heartbeat: async () => undefined,
      isRunning: () => true,
      isStale: () => false,
      pause: () => () => undefined,
      commitOffsetsIfNecessary: async () => undefined,
    } as unknown as EachBatchPayload)
}

describe('a consumer group on Kafka', () => {
  it('waits at what cannot be read only in partitions that it has: shared out anew, it says nothing of those of before', async () => {
    const consumer = new ByHand()
    const settings = { group: 'hotline', topics: ['kiosk.events'], prefix: '' }
    const listener = { begin: async () => undefined, take: async () => undefined, passes: async () => false }
    const group = new KafkaGroup({ consumer: () => consumer } as unknown as Kafka, settings, listener)
    const ends = new Map([['kiosk.events/3', 1]])
    group.start()
    await new Promise(setImmediate)
    consumer.join()
    expect(group.hasTaken(ends)).toBe(false)
    await consumer.bring(3)
    expect(group.hasTaken(ends)).toBe(true)
    consumer.join()
    expect(group.hasTaken(ends)).toBe(false)
    await group.close()
  })
})
