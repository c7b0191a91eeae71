import { Logger } from '@nestjs/common'
import { services } from '@yiwang/contracts'
import { type Outbox, type StoredEvent, StoreUnavailable } from '@yiwang/persistence/stores'
import { type Admin, Kafka, logLevel, Partitioners, type Producer, type SASLOptions } from 'kafkajs'
import { toCloudEvent } from './cloud-event'
import { type Group, topicsOf } from './groups'
import { unreachable, unreadable } from './kafka-admin'
import { begin } from './kafka-beginnings'
import { KafkaGroup } from './kafka-group'
import { MovingTopics } from './kafka-moving'
import { partitionFor } from './kafka-partitions'
import { KafkaTopics } from './kafka-reading'
import { checkTopics, makeTopics } from './kafka-topics'
import './kafkajs-patch'
import { Relay, TooLarge } from './relay'
import { during, sendingOf, startSpan } from './spans'
import { EventTransport, type Listener } from './transport'

export interface KafkaPrincipal {
  mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'
  username: string
  password: string
}

export interface KafkaSettings {
  brokers: string[]
  clientId: string
  ssl?: boolean
  sasl?: KafkaPrincipal
  /** Before every topic and group: tests keep out of each other's way. */
  prefix?: string
  sessionTimeout?: number
  /** How long a partition waits for a store that is away, in milliseconds. */
  pause?: number
}

/** Each look is several requests for each group: rarer once all have caught up. */
const LAG_EVERY_MS = 1_000
const NO_LAG_EVERY_MS = 5_000
const CLOSE_WITHIN_MS = 5_000
const TOO_LARGE = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'])

/** The distributed row's transport. Only this file and the kafka-… files beside it know kafkajs. */
export class KafkaTransport extends EventTransport {
  readonly system = 'kafka'
  readonly topics: KafkaTopics
  /** Once it is closed: when nothing is done any more, also of what `close` did not wait for. */
  ended: Promise<void> = Promise.resolve()
  private readonly kafka: Kafka
  private readonly admin: Admin
  private readonly producer: Producer
  private readonly relay: Relay
  private readonly groups = new Map<string, KafkaGroup>()
  private readonly ends = new Map<string, number>()
  private readonly prefix: string
  private readonly timers: NodeJS.Timeout[] = []
  private connecting?: Promise<void>
  private looking?: Promise<void>
  private lookedAt = 0

  constructor(
    private readonly settings: KafkaSettings,
    outbox: Outbox,
  ) {
    super()
    this.prefix = settings.prefix ?? ''
    this.kafka = new Kafka({
      clientId: settings.clientId,
      brokers: settings.brokers,
      ssl: settings.ssl,
      sasl: settings.sasl as SASLOptions,
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
      retry: { initialRetryTime: 200, maxRetryTime: 3_000, retries: 5 },
      logLevel: logLevel.ERROR,
      logCreator: () => logged,
    })
    this.topics = new KafkaTopics(this.kafka, this.prefix)
    this.admin = this.kafka.admin()
    // Not an idempotent one: what is repeated is the same bytes, one batch at a time, and consumers take each event once.
    this.producer = this.kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, allowAutoTopicCreation: false, maxInFlightRequests: 1 })
    this.relay = new Relay(outbox, (events) =>
      during(
        events.map((event) => startSpan(sendingOf(event, this.system))),
        () => this.publish(events),
      ),
    )
  }

  /** Throws StoreUnavailable where no broker answers, or topics are missing or not as they must be. */
  check(): Promise<void> {
    return this.ask((admin) => checkTopics(admin, this.prefix))
  }

  setup(replication: number): Promise<void> {
    return this.ask(async (admin) => {
      await makeTopics(admin, { replication, prefix: this.prefix })
      await checkTopics(admin, this.prefix)
    })
  }

  async subscribe(group: Group, listener: Listener): Promise<void> {
    const { prefix, settings } = this
    const { name } = group
    const before = () => this.ask((admin) => begin(admin, prefix, group))
    const reader = new KafkaGroup(this.kafka, { ...settings, prefix, group: name, topics: topicsOf(group), before }, listener)
    this.groups.set(name, reader)
    reader.start()
    if (!this.timers.length) this.timers.push(setInterval(() => this.lookSoon(), LAG_EVERY_MS).unref())
  }

  /** Of the whole group, all its instances together, as it was some seconds ago; Infinity until it is known. */
  lag = (group: string): number => this.groups.get(group)?.lag ?? 0

  /** Everything that this process published was taken by every group of this process; other processes' news may be on its way. */
  idle(): boolean {
    if (!this.relay.idle()) return false
    return [...this.groups.values()].every((reader) => reader.hasTaken(this.ends))
  }

  /** Everything that this process stored is with the broker. */
  hasSent = (): boolean => this.relay.idle()

  override unpublishedFor(): number {
    return this.relay.age()
  }

  /** For a move, while no service runs. */
  moving = (): MovingTopics => new MovingTopics(this.kafka, this.prefix)

  /** Sends a stopped group back to the beginning. */
  rewind(group: string, topics: string[]): Promise<void> {
    return this.ask(async (admin) => {
      for (const topic of topics) await admin.resetOffsets({ groupId: this.prefix + group, topic: this.prefix + topic, earliest: true })
    })
  }

  /** Consumer groups of the house that have members: services that run, or were killed less than a session ago. */
  groupsAtWork(): Promise<string[]> {
    const isOurs = (group: string) => services.some((service) => group === this.prefix + service || group.startsWith(`${this.prefix}${service}.`))
    return this.ask(async (admin) => {
      const ours = (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter(isOurs)
      if (!ours.length) return []
      const { groups } = await admin.describeGroups(ours)
      return groups.filter(({ members }) => members.length > 0).map(({ groupId }) => groupId)
    })
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer)
    const everything = async () => {
      await Promise.all([...this.groups.values()].map((reader) => reader.close()))
      await this.relay.close()
      // Disconnected in the middle of a look, kafkajs would connect again.
      await this.looking
      await Promise.all([this.producer.disconnect(), this.admin.disconnect()])
    }
    // A broker that is away must not hold up a shutdown: what is not committed is delivered again.
    this.ended = everything().catch(() => undefined)
    await Promise.race([this.ended, new Promise((resolve) => setTimeout(resolve, CLOSE_WITHIN_MS).unref())])
  }

  /** Resolves once all replicas have them. Throws TooLarge where the broker never will. */
  async publish(events: StoredEvent[]): Promise<void> {
    if (!events.length) return
    await this.reach()
    const byTopic = new Map<string, StoredEvent[]>()
    for (const event of events) {
      const topic = `${this.prefix}${event.source.split('/')[1]}.events`
      byTopic.set(topic, [...(byTopic.get(topic) ?? []), event])
    }
    const topicMessages = [...byTopic].map(([topic, of]) => ({ topic, messages: of.map(placed) }))
    const sent = await this.producer.sendBatch({ acks: -1, topicMessages }).catch((error) => {
      throw TOO_LARGE.has(error.type) ? new TooLarge(error.message) : error
    })
    for (const { topicName, partition, baseOffset } of sent) {
      const messages = topicMessages.find(({ topic }) => topic === topicName)?.messages.filter((message) => message.partition === partition) ?? []
      this.ends.set(`${topicName}/${partition}`, Number(baseOffset ?? 0) + messages.length)
    }
  }

  /** Throws StoreUnavailable: a broker may also fall silent after it was reached. */
  private async ask<R>(work: (admin: Admin) => Promise<R>): Promise<R> {
    await this.reach()
    return work(this.admin).catch((error) => {
      throw error instanceof StoreUnavailable ? error : unreadable(error)
    })
  }

  private async reach(): Promise<void> {
    this.connecting ??= Promise.all([this.producer.connect(), this.admin.connect()]).then(
      () => undefined,
      (error) => {
        this.connecting = undefined
        throw unreachable(error)
      },
    )
    return this.connecting
  }

  /** One look at a time: a broker that is away is not asked ever more. */
  private lookSoon(): void {
    const behind = [...this.groups.values()].some(({ lag }) => lag > 0)
    if (performance.now() - this.lookedAt < (behind ? LAG_EVERY_MS : NO_LAG_EVERY_MS) - LAG_EVERY_MS / 2) return
    this.lookedAt = performance.now()
    this.looking ??= this.lookForLag().finally(() => {
      this.looking = undefined
    })
  }

  private async lookForLag(): Promise<void> {
    try {
      await this.reach()
      await Promise.all([...this.groups.values()].map((reader) => reader.lookForLag(this.admin)))
    } catch {
      // The last figure stands; the log already says that the broker is away.
    }
  }
}

const placed = (event: StoredEvent) => ({ ...toCloudEvent(event), partition: partitionFor(event.subject) })

const kafkaLogger = new Logger('kafka')
const logged = ({ namespace, log }: { namespace: string; log: { message: string; error?: string } }) =>
  kafkaLogger.warn(`${namespace}: ${log.message}${log.error ? ` (${log.error})` : ''}`)
