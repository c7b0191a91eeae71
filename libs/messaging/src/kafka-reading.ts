import { newId } from '@yiwang/domain'
import type { StoredEvent } from '@yiwang/persistence/stores'
import type { Kafka, KafkaMessage } from 'kafkajs'
import { fromCloudEvent, toCloudEvent } from './cloud-event'
import { asAdmin, unreadable } from './kafka-admin'
import { partitionFor } from './kafka-partitions'
import { topicNames } from './kafka-topics'

/** A message as a topic holds it. */
export interface Published {
  topic: string
  partition: number
  offset: number
  /** Not there where the message is no event of this house. */
  event?: StoredEvent
  /** The message is the event in the form that it is sent in, and nothing else. */
  whole: boolean
  /** The partition that its key belongs to. */
  due: number
}

/** The topics of the distributed row, as whoever reads them without a group of consumers sees them. */
export interface Topics {
  names(): string[]
  /** Brings everything from an offset of each partition to where it ends now, each partition in order. Answers where it ended. */
  read(topic: string, from: number[], take: (message: Published) => void | Promise<void>): Promise<number[]>
}

const RESTARTS = 20

/** Topics as evidence reads them: every message from some offset to where the topic ends, whoever consumes them otherwise. */
export class KafkaTopics implements Topics {
  constructor(
    protected readonly kafka: Kafka,
    protected readonly prefix: string,
  ) {}

  names = topicNames

  /** Where each partition ends. */
  async ends(name: string): Promise<number[]> {
    const ends: number[] = []
    const offsets = await asAdmin(this.kafka, (admin) => admin.fetchTopicOffsets(this.prefix + name))
    for (const { partition, high } of offsets) ends[partition] = Number(high)
    return ends
  }

  /** kafkajs reads as a member of a group: it is one of its own, which stores no position and is gone afterwards. */
  async read(name: string, from: number[], take: (message: Published) => void | Promise<void>): Promise<number[]> {
    const topic = this.prefix + name
    const ends = await this.ends(name)
    const next = ends.map((_, partition) => from[partition] ?? 0)
    const isThere = () => ends.every((end, partition) => next[partition] >= end)
    if (isThere()) return ends

    const groupId = `${this.prefix}${name.split('.')[0]}.reading-${newId()}`
    let restarts = 0
    const restartOnFailure = async () => restarts++ < RESTARTS
    const consumer = this.kafka.consumer({ groupId, maxWaitTimeInMs: 100, allowAutoTopicCreation: false, retry: { restartOnFailure } })
    try {
      await consumer.connect().catch(refuse)
      await consumer.subscribe({ topics: [topic], fromBeginning: true }).catch(refuse)
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
              } catch (error) {
                return reject(error)
              }
              if (isThere()) resolve()
              await heartbeat()
            },
          })
          .catch(reject)
      })
    } finally {
      await consumer.disconnect().catch(() => undefined)
      await asAdmin(this.kafka, (admin) => admin.deleteGroups([groupId]), 0).catch(() => undefined)
    }
    return ends
  }
}

const refuse = (error: Error) => {
  throw unreadable(error)
}

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
