import { newId } from '@yiwang/domain'
import { type Published, StoreUnavailable, type Topics } from '@yiwang/persistence'
import type { Admin, Kafka, KafkaMessage } from 'kafkajs'
import { fromCloudEvent, toCloudEvent } from './cloud-event'
import { partitionFor } from './kafka-partitions'
import { topicNames } from './kafka-topics'

const RESTARTS = 20
const PAUSE_MS = 300

/** Topics as evidence reads them: every message from some offset to where the topic ends, whoever consumes them otherwise. */
export class KafkaTopics implements Topics {
  constructor(
    private readonly kafka: Kafka,
    private readonly prefix: string,
  ) {}

  names = topicNames

  /** kafkajs reads as a member of a group: it is one of its own, which stores no position and is gone afterwards. */
  async read(name: string, from: number[], take: (message: Published) => void | Promise<void>): Promise<number[]> {
    const topic = this.prefix + name
    const ends = await this.asAdmin((admin) => endsOf(admin, topic))
    const next = ends.map((_, partition) => from[partition] ?? 0)
    const isThere = () => ends.every((end, partition) => next[partition] >= end)
    if (isThere()) return ends

    const groupId = `${this.prefix}${name.split('.')[0]}.reading-${newId()}`
    let restarts = 0
    const restartOnFailure = async () => restarts++ < RESTARTS
    const consumer = this.kafka.consumer({ groupId, maxWaitTimeInMs: 100, allowAutoTopicCreation: false, retry: { restartOnFailure } })
    try {
      await consumer.connect()
      await consumer.subscribe({ topics: [topic], fromBeginning: true })
      await new Promise<void>((resolve, reject) => {
        consumer.on(consumer.events.GROUP_JOIN, () => {
          for (const [partition, offset] of next.entries()) consumer.seek({ topic, partition, offset: String(offset) })
        })
        consumer.on(consumer.events.CRASH, ({ payload }) => {
          if (!payload.restart) reject(unreadable(payload.error))
        })
        const eachMessage = async (partition: number, message: KafkaMessage) => {
          const offset = Number(message.offset)
          if (offset < next[partition] || offset >= ends[partition]) return
          next[partition] = offset + 1
          await take({ topic: name, partition, offset, ...readMessage(message) })
        }
        consumer
          .run({
            autoCommit: false,
            eachBatch: async ({ batch: { partition, messages }, heartbeat, isStale }) => {
              try {
                for (const message of messages) if (!isStale()) await eachMessage(partition, message)
                await heartbeat()
                if (isThere()) resolve()
              } catch (error) {
                reject(error)
              }
            },
          })
          .catch(reject)
      })
    } finally {
      await consumer.disconnect().catch(() => undefined)
      await this.asAdmin((admin) => admin.deleteGroups([groupId])).catch(() => undefined)
    }
    return ends
  }

  /** A broker that has just heard of a topic may not lead it yet. */
  private async asAdmin<R>(work: (admin: Admin) => Promise<R>, tries = RESTARTS): Promise<R> {
    const admin = this.kafka.admin()
    try {
      await admin.connect()
      return await work(admin)
    } catch (error) {
      if (!tries) throw unreadable(error as Error)
    } finally {
      await admin.disconnect().catch(() => undefined)
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    return this.asAdmin(work, tries - 1)
  }
}

/** Where each partition ends. */
async function endsOf(admin: Admin, topic: string): Promise<number[]> {
  const ends: number[] = []
  for (const { partition, high } of await admin.fetchTopicOffsets(topic)) ends[partition] = Number(high)
  return ends
}

const unreadable = (error: Error) => new StoreUnavailable(`KAFKA_BROKERS: the topics cannot be read: ${error.message}`, error)

function readMessage(message: KafkaMessage): Pick<Published, 'event' | 'whole' | 'due'> {
  const due = partitionFor(message.key ?? Buffer.alloc(0))
  try {
    const event = fromCloudEvent(message)
    return { event, due, whole: isWhole(message, toCloudEvent(event)) }
  } catch {
    return { due, whole: false }
  }
}

function isWhole({ key, value, headers = {} }: KafkaMessage, sent: ReturnType<typeof toCloudEvent>): boolean {
  const names = Object.keys(headers)
  return (
    key?.toString() === sent.key &&
    value?.toString() === sent.value &&
    names.length === Object.keys(sent.headers).length &&
    names.every((name) => !Array.isArray(headers[name]) && headers[name]?.toString() === sent.headers[name])
  )
}
