import { Logger } from '@nestjs/common'
import { runInContext } from '@yiwang/persistence'
import { contextOf, type EventLog, nextTurn, PARTITIONS, type Position, StoreUnavailable } from '@yiwang/persistence/stores'
import { beginningOf, type Group, topicsOf } from './groups'
import { type Delivery, EventTransport, type Listener, type Unreadable } from './transport'

const READ_AHEAD = 64
const PAUSE_MS = 1_000
/** Positions are stored together this often (ms). What a crash makes the readers forget is brought again, and takes effect once. */
const STORE_EVERY = 100

/** The station's transport: reads the durable log in the store's own file, woken by each append. */
export class LogTransport extends EventTransport {
  readonly system = 'station'
  private readonly readers = new Map<string, PartitionReader[]>()
  private readonly moved = new Set<PartitionReader>()
  private readonly stop: () => void
  private timer?: NodeJS.Timeout
  private storing = Promise.resolve()
  private closed = false

  /** `pause`: how long a partition waits for a store that is away, in milliseconds. */
  constructor(
    private readonly log: EventLog,
    private readonly pause = PAUSE_MS,
  ) {
    super()
    this.stop = log.onAppend((topic, partition) => {
      for (const readers of this.readers.values())
        for (const reader of readers) if (reader.topic === topic && reader.partition === partition) reader.wake()
    })
  }

  async subscribe(group: Group, listener: Listener): Promise<void> {
    const { name } = group
    await this.begin(group)
    await listener.begin()
    const readers = topicsOf(group).flatMap((topic) =>
      Array.from(
        { length: PARTITIONS },
        (_, partition) => new PartitionReader(this.log, name, topic, partition, listener, this.pause, (reader) => this.remember(reader)),
      ),
    )
    this.readers.set(name, readers)
    for (const reader of readers) reader.wake()
  }

  /** Stores where a group begins in partitions in which it never was. */
  private async begin(group: Group): Promise<void> {
    const known = new Map<string, Map<string, number>>()
    for (const { consumer, topic, partition, next } of this.log.positions()) {
      const place = `${topic}/${partition}`
      known.set(place, (known.get(place) ?? new Map()).set(consumer, next))
    }
    const begun = topicsOf(group).flatMap((topic) =>
      Array.from({ length: PARTITIONS }, (_, partition) => {
        const there = known.get(`${topic}/${partition}`) ?? new Map<string, number>()
        return { consumer: group.name, topic, partition, next: there.has(group.name) ? 0 : beginningOf(group, topic, there) }
      }),
    )
    const moved = begun.filter(({ next }) => next > 0)
    if (moved.length) await this.log.commit(moved)
  }

  lag(group: string): number {
    return (this.readers.get(group) ?? []).reduce((sum, reader) => sum + reader.lag(), 0)
  }

  idle(): boolean {
    return [...this.readers.values()].every((readers) => readers.every((reader) => reader.idle()))
  }

  async close(): Promise<void> {
    this.stop()
    await Promise.all([...this.readers.values()].flat().map((reader) => reader.close()))
    this.closed = true
    // What cannot be stored now is brought again after the next start, and takes effect once.
    await this.store().catch(() => undefined)
  }

  private remember(reader: PartitionReader): void {
    this.moved.add(reader)
    this.timer ??= setTimeout(() => this.store().catch(() => undefined), STORE_EVERY).unref()
  }

  /** Resolves once they are stored, also those that were being stored already. */
  private store(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    const moved = [...this.moved]
    this.moved.clear()
    if (moved.length)
      this.storing = this.log.commit(moved.map(({ position }) => position)).catch((error) => {
        if (!this.closed) for (const reader of moved) this.remember(reader)
        throw error
      })
    return this.storing
  }
}

/** One partition for one group: one event after the other. */
class PartitionReader {
  private next: number
  private running?: Promise<void>
  private woken = false
  private closed = false
  /** It waits at a place that cannot be read. */
  private stopped = false
  /** The listener took the one before. */
  private going = false

  constructor(
    private readonly log: EventLog,
    private readonly group: string,
    readonly topic: string,
    readonly partition: number,
    private readonly listener: Listener,
    private readonly pause: number,
    private readonly moved: (reader: PartitionReader) => void,
  ) {
    this.next = log.next(group, topic, partition)
  }

  wake(): void {
    this.woken = true
    if (this.running || this.closed) return
    this.running = this.run().finally(() => {
      this.running = undefined
      if (this.woken) this.wake()
    })
  }

  get position(): Position {
    const { group: consumer, topic, partition, next } = this
    return { consumer, topic, partition, next }
  }

  lag = () => this.log.end(this.topic, this.partition) - this.next

  idle = () => !this.running || this.stopped

  async close(): Promise<void> {
    this.closed = true
    await this.running
  }

  private async run(): Promise<void> {
    while (this.woken && !this.closed) {
      this.woken = false
      for (let batch = await this.read(); batch.length > 0 && !this.closed; batch = await this.read()) {
        const from = this.next
        for (const one of batch) {
          if (this.closed || !('fault' in one ? await this.passed(one) : this.passesBy(one) || (await this.taken(one)))) break
          this.next = one.offset + 1
        }
        if (this.next !== from) this.moved(this)
        // Many events that change nothing would otherwise run through without a stop.
        if (batch.length === READ_AHEAD) await nextTurn()
      }
    }
  }

  private async read(): Promise<(Delivery | Unreadable)[]> {
    const read = () => this.log.read(this.topic, this.partition, this.next, READ_AHEAD)
    return (await this.done(read, this.tell(`cannot read partition ${this.partition} of ${this.topic}`))) ?? []
  }

  /** Of no handler of this group. What it waited at before is told to the listener in any case. */
  private passesBy({ event }: Delivery): boolean {
    return this.going && this.listener.hears?.(event.type) === false
  }

  private async taken(delivery: Delivery): Promise<boolean> {
    this.stopped = false
    const take = () => this.listener.take(delivery).then(() => true)
    const tell = this.tell(`cannot take ${delivery.event.type}`)
    this.going = (await this.done(take, (error) => runInContext(contextOf(delivery.event), () => tell(error)))) ?? false
    return this.going
  }

  /** Where it is not, the place is read again after a pause: it may have been put right. */
  private async passed(unreadable: Unreadable): Promise<boolean> {
    this.stopped = true
    this.going = false
    const passes = await this.done(() => this.listener.passes(unreadable), this.tell('cannot keep what could not be read'))
    if (passes === false) await this.pauses()
    return passes ?? false
  }

  /** A store that cannot be reached holds this partition up; nothing is set aside for it. Undefined where it was closed before. */
  private async done<R>(work: () => R | Promise<R>, tell: (error: Error) => void): Promise<R | undefined> {
    while (!this.closed) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) tell(error as Error)
        await this.pauses()
      }
    }
    return undefined
  }

  private tell = (what: string) => (error: Error) => new Logger(this.group).error(`${what}: ${error.message}`)

  private pauses = () => new Promise((resolve) => setTimeout(resolve, this.pause).unref())
}
