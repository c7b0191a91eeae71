import { Logger } from '@nestjs/common'
import { isEventName } from '@yiwang/contracts'
import { runInContext } from '@yiwang/persistence'
import { contextOf, PARTITIONS, StoreUnavailable } from '@yiwang/persistence/stores'
import type { Admin, Consumer, EachBatchPayload, Kafka } from 'kafkajs'
import { KafkaLane, type Taker } from './kafka-lane'
import { KafkaPositions } from './kafka-positions'
import type { Delivery, Listener, Unreadable } from './transport'

const SESSION_MS = 30_000
const PAUSE_MS = 1_000
/** So long what is in hand may take while it is closed. */
const IN_HAND_MS = 3_000
/** A fetch is answered when something comes, or after so long. */
const FETCH_WAITS_MS = 3_000
/** Of one partition at a time: some hundred events. */
const FETCH_BYTES = 256 * 1024
/** So many sessions without a sign of life: kafkajs has given up without a word. */
const SILENT_SESSIONS = 3

export interface GroupSettings {
  group: string
  topics: string[]
  /** Before the group and its topics. */
  prefix: string
  /** Done before it joins. */
  before?: () => Promise<void>
  sessionTimeout?: number
  pause?: number
}

/** One consumer group of this process. It waits for whatever is away, and goes on by itself. */
export class KafkaGroup {
  /** Of all instances together; Infinity until it is known. */
  lag = Number.POSITIVE_INFINITY
  private readonly consumer: Consumer
  private readonly logger: Logger
  private readonly topics: string[]
  private readonly lanes = new Map<string, KafkaLane>()
  private readonly positions = new KafkaPositions()
  /** `topic/partition` -> the offset after the last one taken: by this instance, or, as the last look at the lag told, by another of the group. */
  private readonly taken = new Map<string, number>()
  /** Those of them that wait, at this instance, at a place that cannot be read. */
  private readonly stopped = new Set<string>()
  private begun?: Promise<void>
  private readonly watching: NodeJS.Timeout
  /** When kafkajs last showed that it is at work. */
  private aliveAt = performance.now()
  private starting = false
  private joining: Promise<void> = Promise.resolve()
  private readonly timers = new Set<NodeJS.Timeout>()
  private closed = false

  constructor(
    kafka: Kafka,
    private readonly settings: GroupSettings,
    private readonly listener: Listener,
  ) {
    const { group, prefix, topics, sessionTimeout = SESSION_MS } = settings
    this.logger = new Logger(group)
    this.topics = topics.map((topic) => prefix + topic)
    const heartbeatInterval = Math.min(3_000, sessionTimeout / 5)
    this.consumer = kafka.consumer({
      groupId: prefix + group,
      sessionTimeout,
      heartbeatInterval,
      rebalanceTimeout: sessionTimeout * 2,
      // No heartbeat is sent while it waits.
      maxWaitTimeInMs: Math.min(FETCH_WAITS_MS, heartbeatInterval),
      maxBytesPerPartition: FETCH_BYTES,
      allowAutoTopicCreation: false,
      // A few tries, then it starts anew and asks which broker looks after the group by now: for ever would be at the one that is gone.
      retry: { initialRetryTime: 200, maxRetryTime: 3_000, retries: 5, restartOnFailure: async () => !this.closed },
    })
    this.consumer.on(this.consumer.events.GROUP_JOIN, () => {
      this.begun = undefined
      // Who has such a partition now comes to that place again.
      this.stopped.clear()
      this.positions.forget()
      for (const lane of this.lanes.values()) lane.forget()
    })
    // While the partitions are still ours; what is in hand then comes once more, and takes effect once.
    this.consumer.on(this.consumer.events.REBALANCING, () => this.positions.commit().catch(() => undefined))
    const { HEARTBEAT, FETCH_START, CONNECT, CRASH } = this.consumer.events
    for (const event of [HEARTBEAT, FETCH_START, CONNECT, CRASH] as const)
      this.consumer.on(event as typeof HEARTBEAT, () => {
        this.aliveAt = performance.now()
      })
    this.watching = setInterval(() => this.startAnewIfSilent(), sessionTimeout).unref()
    this.consumer.on(this.consumer.events.CRASH, ({ payload: { error, restart } }) => {
      if (!restart) this.startLater(error)
    })
  }

  /** A broker that is away, or a topic that is not there yet, is waited for. */
  start(): void {
    this.starting = true
    this.joining = this.run().then(
      () => {
        this.starting = false
      },
      (error) => this.startLater(error),
    )
  }

  private startAnewIfSilent(): void {
    const { sessionTimeout = SESSION_MS } = this.settings
    if (this.closed || this.starting || performance.now() - this.aliveAt < SILENT_SESSIONS * sessionTimeout) return
    this.starting = true
    this.consumer.disconnect().then(
      () => this.startLater(new Error('it fell silent')),
      (error) => this.startLater(error),
    )
  }

  hasTaken(ends: Map<string, number>): boolean {
    const isTaken = (key: string, end: number) => (this.taken.get(key) ?? 0) >= end || this.stopped.has(key)
    return [...ends].every(([key, end]) => !this.topics.includes(key.slice(0, key.lastIndexOf('/'))) || isTaken(key, end))
  }

  async lookForLag(admin: Admin): Promise<void> {
    const { topics } = this
    const committed = await admin.fetchOffsets({ groupId: this.settings.prefix + this.settings.group, topics })
    const sums = await Promise.all(
      topics.map(async (topic) => {
        const next = new Map(committed.find((one) => one.topic === topic)?.partitions.map(({ partition, offset }) => [partition, Number(offset)]))
        for (const [partition, offset] of next) this.took(`${topic}/${partition}`, offset)
        const ends = await admin.fetchTopicOffsets(topic)
        // A group that has committed nothing begins at the beginning.
        return ends.reduce((sum, { partition, low, high }) => sum + Number(high) - Math.max(Number(low), next.get(partition) ?? -1), 0)
      }),
    )
    this.lag = sums.reduce((sum, one) => sum + one, 0)
  }

  private took(key: string, next: number): void {
    this.taken.set(key, Math.max(next, this.taken.get(key) ?? 0))
  }

  async close(): Promise<void> {
    this.closed = true
    clearInterval(this.watching)
    for (const timer of this.timers) clearTimeout(timer)
    this.positions.close()
    // kafkajs does not stop a consumer that is only just joining: it would be in the group for good, and take nothing.
    await this.joining
    const done = Promise.all([...this.lanes.values()].map((lane) => lane.done()))
    await Promise.race([done, new Promise((resolve) => setTimeout(resolve, IN_HAND_MS).unref())])
    // What is not done or cannot be committed comes once more.
    await this.positions.commit().catch(() => undefined)
    await this.consumer.disconnect()
  }

  private async run(): Promise<void> {
    await this.settings.before?.()
    await this.consumer.connect()
    await this.consumer.subscribe({ topics: this.topics, fromBeginning: true })
    // It may have been closed while it waited for the broker.
    if (this.closed) return this.consumer.disconnect()
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      // All that a fetch answers is taken over at once: none of it is still to come when the group has been shared out anew.
      partitionsConsumedConcurrently: PARTITIONS * this.topics.length,
      eachBatch: (payload) => this.takeBatch(payload),
    })
  }

  private startLater(error: Error): void {
    if (this.closed) return
    this.logger.warn(`waits for Kafka: ${error.message}`)
    this.later(() => this.start())
  }

  /** What was fetched goes to its partition's lane, and kafkajs fetches on behind it: the fetch waits neither for a handler nor for a commit. */
  private async takeBatch({ batch, resolveOffset, isRunning, pause, commitOffsetsIfNecessary }: EachBatchPayload): Promise<void> {
    if (!isRunning() || this.closed || !batch.messages.length) return
    const { topic, partition, messages } = batch
    const key = `${topic}/${partition}`
    const lane = this.lanes.get(key) ?? new KafkaLane(topic.slice(this.settings.prefix.length), partition, this.taker)
    this.lanes.set(key, lane)
    // Not `consumer.commitOffsets`: it hides from kafkajs that the group is being shared out anew, and commits nothing while closing.
    this.positions.commitBy(commitOffsetsIfNecessary)
    lane.add(messages, pause)
    resolveOffset(messages[messages.length - 1].offset)
  }

  private readonly taker: Taker = {
    passesBy: ({ headers }) => {
      const type = headers?.ce_type?.toString()
      return type !== undefined && isEventName(type) && this.listener.hears?.(type) === false
    },
    takes: (one) => this.takes(one),
    took: ({ topic, partition, next }) => {
      this.took(`${this.settings.prefix}${topic}/${partition}`, next)
      this.positions.took({ topic: this.settings.prefix + topic, partition, next })
    },
    later: (work) => this.later(work),
    isClosed: () => this.closed,
  }

  /** A store that cannot be reached holds this partition up, and so does what cannot be read; nothing is set aside for it. */
  private async takes(one: Delivery | Unreadable): Promise<boolean> {
    const key = `${this.settings.prefix}${one.topic}/${one.partition}`
    try {
      await this.begins()
      if ('fault' in one) {
        this.stopped.add(key)
        const passes = await this.listener.passes(one)
        if (passes) this.stopped.delete(key)
        return passes
      }
      this.stopped.delete(key)
      await this.listener.take(one)
      return true
    } catch (error) {
      const told = () => this.logger.error(`cannot take ${'fault' in one ? one.fault : one.event.type}: ${(error as Error).message}`)
      if (!(error instanceof StoreUnavailable)) runInContext('fault' in one ? undefined : contextOf(one.event), told)
      return false
    }
  }

  private begins(): Promise<void> {
    this.begun ??= this.listener.begin().catch((error) => {
      this.begun = undefined
      throw error
    })
    return this.begun
  }

  private later(work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      if (!this.closed) work()
    }, this.settings.pause ?? PAUSE_MS).unref()
    this.timers.add(timer)
  }
}
