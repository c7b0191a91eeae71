import { services } from '@yiwang/contracts'
import { type StoredEvent, StoreUnavailable } from '@yiwang/persistence/stores'
import { type Kafka, Partitioners, type Producer } from 'kafkajs'
import { toCloudEvent } from './cloud-event'
import { asAdmin } from './kafka-admin'
import { partitionFor } from './kafka-partitions'
import { KafkaTopics } from './kafka-reading'

/** Topics and groups as a move fills them, or takes them out. No service runs meanwhile. */
export class MovingTopics extends KafkaTopics {
  private readonly producer: Producer
  private connected?: Promise<void>

  constructor(kafka: Kafka, prefix: string) {
    super(kafka, prefix)
    this.producer = kafka.producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      allowAutoTopicCreation: false,
      // What is tried again after a lost answer is there once.
      idempotent: true,
      maxInFlightRequests: 1,
      retry: { retries: 20, maxRetryTime: 3_000 },
    })
  }

  partitionOf = partitionFor

  /** The topics of this house that there are: nothing was set up where there are none. */
  async existing(): Promise<string[]> {
    const there = new Set(await asAdmin(this.kafka, (admin) => admin.listTopics()))
    return this.names().filter((name) => there.has(this.prefix + name))
  }

  /** The last event of each partition that has one, as far as a move has come. */
  async lasts(topic: string): Promise<Map<number, StoredEvent>> {
    const lasts = new Map<number, StoredEvent>()
    const from = (await this.ends(topic)).map((end) => Math.max(0, end - 1))
    await this.read(topic, from, ({ partition, event }) => {
      if (event) lasts.set(partition, event)
    })
    return lasts
  }

  /** Resolves once all replicas have them. */
  async send(topic: string, events: StoredEvent[]): Promise<void> {
    if (!events.length) return
    const messages = events.map((event) => ({ ...toCloudEvent(event), partition: partitionFor(event.subject) }))
    try {
      this.connected ??= this.producer.connect()
      await this.connected
      await this.producer.send({ acks: -1, topic: this.prefix + topic, messages })
    } catch (error) {
      throw new StoreUnavailable(`KAFKA_BROKERS: events cannot be sent: ${(error as Error).message}`, error)
    }
  }

  /** The groups of this house that there are, and whether somebody reads in them now. */
  groups(): Promise<{ name: string; active: boolean }[]> {
    return asAdmin(this.kafka, async (admin) => {
      const ids = (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter((id) => id.startsWith(this.prefix))
      const ours = ids.filter((id) => isOurs(id.slice(this.prefix.length)))
      if (!ours.length) return []
      const { groups } = await admin.describeGroups(ours)
      return groups.map(({ groupId, members }) => ({ name: groupId.slice(this.prefix.length), active: members.length > 0 }))
    })
  }

  /** Where a group goes on in each partition of a topic; undefined where it never read it. */
  async position(group: string, topic: string): Promise<number[] | undefined> {
    const [{ partitions }] = await asAdmin(this.kafka, (admin) => admin.fetchOffsets({ groupId: this.prefix + group, topics: [this.prefix + topic] }))
    const next: number[] = []
    for (const { partition, offset } of partitions) next[partition] = Number(offset)
    return next.some((offset) => offset >= 0) ? next.map((offset) => Math.max(0, offset)) : undefined
  }

  async setPosition(group: string, topic: string, next: number[]): Promise<void> {
    const partitions = next.map((offset, partition) => ({ partition, offset: String(offset) }))
    await asAdmin(this.kafka, (admin) => admin.setOffsets({ groupId: this.prefix + group, topic: this.prefix + topic, partitions }))
  }

  async close(): Promise<void> {
    await this.producer.disconnect()
  }
}

const isOurs = (group: string): boolean =>
  services.some((service) => group === service || group.startsWith(`${service}.`)) && !group.includes('.reading-')
