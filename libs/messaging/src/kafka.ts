import { Logger } from '@nestjs/common'
import { type Outbox, PARTITIONS, type StoredEvent, StoreUnavailable } from '@yiwang/persistence'
import { type Admin, type Consumer, type EachBatchPayload, Kafka, logLevel, Partitioners, type Producer } from 'kafkajs'
import { fromCloudEvent, toCloudEvent } from './cloud-event'
import { MovingTopics } from './kafka-moving'
import { partitionFor } from './kafka-partitions'
import { KafkaTopics } from './kafka-reading'
import { checkTopics, makeTopics } from './kafka-topics'
import { Relay } from './relay'
import { type Delivery, EventTransport } from './transport'

export interface KafkaSettings {
  brokers: string[]
  clientId: string
  /** Before every topic and group: tests keep out of each other's way. */
  prefix?: string
  sessionTimeout?: number
}

type Take = (delivery: Delivery) => Promise<void>

const LAG_EVERY_MS = 1_000
const COMMIT_EVERY_MS = 200
const PAUSE_MS = 1_000
const CLOSE_WITHIN_MS = 5_000
const FOR_EVER = 2 ** 31 - 1

/** The distributed row's transport. Only this file and the kafka-… files beside it know kafkajs. */
export class KafkaTransport extends EventTransport {
  readonly topics: KafkaTopics
  private readonly kafka: Kafka
  private readonly admin: Admin
  private readonly producer: Producer
  private readonly relay: Relay
  private readonly readers = new Map<string, GroupReader>()
  private readonly ends = new Map<string, number>()
  private readonly prefix: string
  private readonly timers: NodeJS.Timeout[] = []
  private connecting?: Promise<void>

  constructor(
    private readonly settings: KafkaSettings,
    outbox: Outbox,
  ) {
    super()
    this.prefix = settings.prefix ?? ''
    this.kafka = new Kafka({
      clientId: settings.clientId,
      brokers: settings.brokers,
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
      retry: { initialRetryTime: 200, maxRetryTime: 3_000, retries: 5 },
      logLevel: logLevel.ERROR,
      logCreator: () => logged,
    })
    this.topics = new KafkaTopics(this.kafka, this.prefix)
    this.admin = this.kafka.admin()
    this.producer = this.kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, allowAutoTopicCreation: false, maxInFlightRequests: 1 })
    this.relay = new Relay(outbox, (events) => this.publish(events))
  }

  /** Throws StoreUnavailable where no broker answers, or topics are missing or not as they must be. */
  async check(): Promise<void> {
    await this.reach()
    await checkTopics(this.admin, this.prefix)
  }

  async setup(replication: number): Promise<void> {
    await this.reach()
    await makeTopics(this.admin, { replication, prefix: this.prefix })
    await checkTopics(this.admin, this.prefix)
  }

  async subscribe(group: string, topics: string[], take: Take): Promise<void> {
    const reader = new GroupReader(this.kafka, this.prefix, group, topics, take, this.settings.sessionTimeout)
    this.readers.set(group, reader)
    reader.start()
    if (!this.timers.length) this.timers.push(setInterval(() => this.lookForLag(), LAG_EVERY_MS).unref())
  }

  /** Of the whole group, all its instances together, as it was a second ago; Infinity until it is known. */
  lag = (group: string): number => this.readers.get(group)?.lag ?? 0

  /** Everything that this process published was taken by every group of this process; other processes' news may be on its way. */
  idle(): boolean {
    if (!this.relay.idle()) return false
    return [...this.readers.values()].every((reader) => reader.hasTaken(this.ends))
  }

  /** Everything that this process stored is with the broker. */
  hasSent = (): boolean => this.relay.idle()

  override unpublishedFor(): number {
    return this.relay.age()
  }

  /** For a move, while no service runs. */
  moving = (): MovingTopics => new MovingTopics(this.kafka, this.prefix)

  /** Sends a stopped group back to the beginning. */
  async rewind(group: string, topics: string[]): Promise<void> {
    await this.reach()
    for (const topic of topics) await this.admin.resetOffsets({ groupId: this.prefix + group, topic: this.prefix + topic, earliest: true })
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer)
    const everything = async () => {
      await Promise.all([...this.readers.values()].map((reader) => reader.close()))
      await this.relay.close()
      await Promise.all([this.producer.disconnect(), this.admin.disconnect()])
    }
    // A broker that is away must not hold up a shutdown: what is not committed is delivered again.
    await Promise.race([everything().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, CLOSE_WITHIN_MS).unref())])
  }

  /** Resolves once all replicas have them. */
  async publish(events: StoredEvent[]): Promise<void> {
    if (!events.length) return
    await this.reach()
    const byTopic = new Map<string, StoredEvent[]>()
    for (const event of events) {
      const topic = `${this.prefix}${event.source.split('/')[1]}.events`
      byTopic.set(topic, [...(byTopic.get(topic) ?? []), event])
    }
    const topicMessages = [...byTopic].map(([topic, of]) => ({ topic, messages: of.map(placed) }))
    const sent = await this.producer.sendBatch({ acks: -1, topicMessages })
    for (const { topicName, partition, baseOffset } of sent) {
      const messages = topicMessages.find(({ topic }) => topic === topicName)?.messages.filter((message) => message.partition === partition) ?? []
      this.ends.set(`${topicName}/${partition}`, Number(baseOffset ?? 0) + messages.length)
    }
  }

  private async reach(): Promise<void> {
    this.connecting ??= Promise.all([this.producer.connect(), this.admin.connect()]).then(
      () => undefined,
      (error) => {
        this.connecting = undefined
        throw new StoreUnavailable(`KAFKA_BROKERS: no broker answers: ${(error as Error).message}`, error)
      },
    )
    return this.connecting
  }

  private async lookForLag(): Promise<void> {
    try {
      await this.reach()
      await Promise.all([...this.readers.values()].map((reader) => reader.lookForLag(this.admin)))
    } catch {
      // The last figure stands; the log already says that the broker is away.
    }
  }
}

const placed = (event: StoredEvent) => ({ ...toCloudEvent(event), partition: partitionFor(event.subject) })

/** One consumer group of this process. */
class GroupReader {
  lag = Number.POSITIVE_INFINITY
  private readonly consumer: Consumer
  private readonly logger: Logger
  /** `topic/partition` -> the offset after the last one taken by this instance. */
  private readonly taken = new Map<string, number>()
  private readonly timers = new Set<NodeJS.Timeout>()
  private closed = false

  constructor(
    kafka: Kafka,
    private readonly prefix: string,
    private readonly group: string,
    private readonly topics: string[],
    private readonly take: Take,
    sessionTimeout = 30_000,
  ) {
    this.logger = new Logger(group)
    this.consumer = kafka.consumer({
      groupId: prefix + group,
      sessionTimeout,
      heartbeatInterval: Math.min(3_000, sessionTimeout / 5),
      rebalanceTimeout: sessionTimeout * 2,
      maxWaitTimeInMs: 500,
      allowAutoTopicCreation: false,
      retry: { initialRetryTime: 200, maxRetryTime: 3_000, retries: FOR_EVER, restartOnFailure: async () => !this.closed },
    })
  }

  /** A broker that is away, or a topic that is not there yet, is waited for. */
  start(): void {
    this.run().catch((error) => {
      if (this.closed) return
      this.logger.warn(`waits for Kafka: ${(error as Error).message}`)
      this.later(() => this.start())
    })
  }

  hasTaken(ends: Map<string, number>): boolean {
    return this.topics.every((topic) =>
      Array.from({ length: PARTITIONS }, (_, partition) => `${this.prefix}${topic}/${partition}`).every(
        (key) => (this.taken.get(key) ?? 0) >= (ends.get(key) ?? 0),
      ),
    )
  }

  async lookForLag(admin: Admin): Promise<void> {
    const topics = this.topics.map((topic) => this.prefix + topic)
    const committed = await admin.fetchOffsets({ groupId: this.prefix + this.group, topics })
    const sums = await Promise.all(
      topics.map(async (topic) => {
        const next = new Map(committed.find((one) => one.topic === topic)?.partitions.map(({ partition, offset }) => [partition, Number(offset)]))
        const ends = await admin.fetchTopicOffsets(topic)
        return ends.reduce((sum, { partition, high }) => sum + Number(high) - Math.max(0, next.get(partition) ?? 0), 0)
      }),
    )
    this.lag = sums.reduce((sum, one) => sum + one, 0)
  }

  async close(): Promise<void> {
    this.closed = true
    for (const timer of this.timers) clearTimeout(timer)
    await this.consumer.disconnect()
  }

  private async run(): Promise<void> {
    await this.consumer.connect()
    await this.consumer.subscribe({ topics: this.topics.map((topic) => this.prefix + topic), fromBeginning: true })
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARTITIONS,
      eachBatch: (payload) => this.takeBatch(payload),
    })
  }

  private async takeBatch({ batch, resolveOffset, heartbeat, isRunning, isStale, pause }: EachBatchPayload): Promise<void> {
    const { topic, partition } = batch
    const key = `${topic}/${partition}`
    let next: number | undefined
    let committedAt = Date.now()
    const commit = async () => {
      if (next === undefined) return
      committedAt = Date.now()
      await this.consumer.commitOffsets([{ topic, partition, offset: String(next) }])
      next = undefined
    }
    for (const message of batch.messages) {
      if (!isRunning() || isStale() || this.closed) break
      const offset = Number(message.offset)
      const event = this.read(message, key)
      if (event && !(await this.takes(heartbeat, { topic: topic.slice(this.prefix.length), partition, offset, event }))) {
        const resume = pause()
        this.later(resume)
        break
      }
      resolveOffset(message.offset)
      next = offset + 1
      this.taken.set(key, next)
      if (Date.now() - committedAt > COMMIT_EVERY_MS) await commit()
      await heartbeat()
    }
    await commit()
  }

  /** A store that cannot be reached holds this partition up; nothing is set aside for it. */
  private async takes(heartbeat: () => Promise<void>, delivery: Delivery): Promise<boolean> {
    // A handler may take longer than the session lasts: the group is told that this instance lives.
    const alive = setInterval(() => heartbeat().catch(() => undefined), 1_000).unref()
    try {
      await this.take(delivery)
      return true
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) this.logger.error(`cannot take ${delivery.event.type}: ${(error as Error).message}`)
      return false
    } finally {
      clearInterval(alive)
    }
  }

  private read(message: EachBatchPayload['batch']['messages'][number], key: string): StoredEvent | undefined {
    try {
      return fromCloudEvent(message)
    } catch (error) {
      // Only who may write to the topic can have put it there, and nothing of ours is in it.
      this.logger.error(`steps over ${key} ${message.offset}: ${(error as Error).message}`)
      return undefined
    }
  }

  private later(work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      if (!this.closed) work()
    }, PAUSE_MS).unref()
    this.timers.add(timer)
  }
}

const kafkaLogger = new Logger('kafka')
const logged = ({ namespace, log }: { namespace: string; log: { message: string; error?: string } }) =>
  kafkaLogger.warn(`${namespace}: ${log.message}${log.error ? ` (${log.error})` : ''}`)
