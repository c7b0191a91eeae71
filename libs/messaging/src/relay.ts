import { Logger } from '@nestjs/common'
import { runInContext } from '@yiwang/persistence'
import { contextOf, faultOf, type Outbox, type OutboxEntry, type StoredEvent } from '@yiwang/persistence/stores'

/** How often it looks for what a crash, or another instance that ended, left behind. */
const SWEEP_MS = 1_000
/** The same where nothing waited the last time. */
const QUIET_SWEEPS = 5
const SWEEP_PAGE = 100
const BATCH = 500
/** Well below what a broker takes at once (1 MB unless set), counted by the data. */
const BATCH_BYTES = 400_000
const PAUSE_MS = 1_000
/** While the broker is away, so many documents are kept in mind; the others wait in the store for the sweep. */
const IN_MIND = 1_000

/** The broker does not take so much at once, however often it is tried. */
export class TooLarge extends Error {}

/**
 * Publishes what documents hold in their outbox, in its order: one batch in flight, a document's next events only after its former ones. What was published
 * and not yet pulled when a process ended is published again, byte for byte.
 */
export class Relay {
  private readonly waiting = new Map<string, OutboxEntry>()
  private readonly logger = new Logger(Relay.name)
  private readonly stop: () => void
  private readonly timer: NodeJS.Timeout
  /** Asked of the store: what was published is pulled, or what was written is taken. */
  private readonly asking = new Set<Promise<void>>()
  private running?: Promise<void>
  private sweeping?: Promise<void>
  private closed = false
  private oldestAt?: Date
  /** Nothing waited in the store when it was last looked, and nothing was left there since. */
  private quiet = false
  private passed = 0
  /** Documents whose outbox cannot be read: told of once. */
  private readonly told = new Set<string>()

  constructor(
    private readonly outbox: Outbox,
    private readonly publish: (events: StoredEvent[]) => Promise<void>,
  ) {
    this.stop = outbox.onWritten((entry) => {
      if (entry instanceof Promise) this.ask(entry.then((taken) => taken && this.add(taken)))
      else this.add(entry)
    })
    this.timer = setInterval(() => {
      if (this.quiet && ++this.passed < QUIET_SWEEPS) return
      this.passed = 0
      this.sweeping ??= this.sweep().finally(() => {
        this.sweeping = undefined
      })
    }, SWEEP_MS).unref()
  }

  idle = (): boolean => !this.running && this.waiting.size === 0 && this.asking.size === 0

  /** Seconds that the oldest unpublished event has waited, as the last sweep saw it. */
  age = (): number => (this.oldestAt ? Math.max(0, (Date.now() - this.oldestAt.getTime()) / 1000) : 0)

  /** Publishes what is at hand, once more at most; what cannot be published stays in the store. */
  async close(): Promise<void> {
    this.closed = true
    this.stop()
    clearInterval(this.timer)
    await Promise.all(this.asking)
    await this.running
    await Promise.all(this.asking)
    await this.sweeping
  }

  private ask(work: Promise<void>): void {
    const asked = work.finally(() => this.asking.delete(asked))
    this.asking.add(asked)
  }

  private add(waiting: OutboxEntry): void {
    const entry = this.readable(waiting)
    if (!entry.events.length) return
    const key = `${entry.collection}/${entry.id}`
    const before = this.waiting.get(key)
    if (!before && this.waiting.size >= IN_MIND) {
      this.quiet = false
      return
    }
    const known = new Set(before?.events.map(({ id }) => id))
    this.waiting.set(key, before ? { ...before, events: [...before.events, ...entry.events.filter(({ id }) => !known.has(id))] } : entry)
    // It goes on with the events of others: it is nobody's context.
    this.running ??= runInContext(undefined, () => this.run()).finally(() => {
      this.running = undefined
    })
  }

  /** An event that is not as it was stored is never sent: it holds up its own document alone. */
  private readable(entry: OutboxEntry): OutboxEntry {
    const key = `${entry.collection}/${entry.id}`
    const bad = entry.events.findIndex((event) => faultOf(event))
    if (bad < 0) {
      this.told.delete(key)
      return entry
    }
    if (!this.told.has(key))
      this.logger.error(
        `event ${bad + 1} in the outbox of ${entry.collection} ${entry.id} waits, and what comes after it: ${faultOf(entry.events[bad])}`,
      )
    this.told.add(key)
    return { ...entry, events: entry.events.slice(0, bad) }
  }

  private async run(): Promise<void> {
    // What is stored in the same moment goes in one batch.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.waiting.size > 0) {
      const batch = this.nextBatch()
      try {
        await this.publish(batch.flatMap(({ events }) => events))
      } catch (error) {
        if (error instanceof TooLarge) {
          for (const entry of batch) await this.publishSingly(entry)
          continue
        }
        const told = () => this.logger.warn(`cannot publish ${batch.length} documents' events, they stay in the store: ${(error as Error).message}`)
        runInContext(contextOf(batch[0].events[0]), told)
        this.quiet = false
        if (this.closed) return
        for (const entry of batch) this.putBack(entry)
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS).unref())
        continue
      }
      // The next batch need not wait: what else these documents come to hold is announced once they are pulled.
      this.ask(this.pull(batch))
    }
  }

  private nextBatch(): OutboxEntry[] {
    const batch: OutboxEntry[] = []
    let count = 0
    let bytes = 0
    for (const [key, entry] of this.waiting) {
      count += entry.events.length
      bytes += entry.events.reduce((sum, { data }) => sum + data.length, 0)
      if (batch.length && (count > BATCH || bytes > BATCH_BYTES)) break
      batch.push(entry)
      this.waiting.delete(key)
    }
    return batch
  }

  /** One event that is too large holds up its own document alone: it stays there, and is tried again when the lease has run out. */
  private async publishSingly(entry: OutboxEntry): Promise<void> {
    const sent: StoredEvent[] = []
    for (const event of entry.events) {
      try {
        await this.publish([event])
        sent.push(event)
      } catch (error) {
        if (error instanceof TooLarge)
          this.logger.error(
            `${event.type} ${event.id} of ${entry.collection} ${entry.id} is larger than the broker takes: it waits, and what comes after it`,
          )
        else this.putBack({ ...entry, events: entry.events.slice(sent.length) })
        break
      }
    }
    if (sent.length < entry.events.length) this.quiet = false
    if (sent.length === entry.events.length) await this.pull([entry])
    else if (sent.length) await this.outbox.published([{ ...entry, events: sent }]).catch(() => undefined)
  }

  /** In front of what came meanwhile. */
  private putBack(entry: OutboxEntry): void {
    const key = `${entry.collection}/${entry.id}`
    const since = this.waiting.get(key)
    this.waiting.delete(key)
    const known = new Set(entry.events.map(({ id }) => id))
    this.waiting.set(key, { ...entry, events: [...entry.events, ...(since?.events ?? []).filter(({ id }) => !known.has(id))] })
  }

  private async pull(batch: OutboxEntry[]): Promise<void> {
    try {
      for (const more of await this.outbox.published(batch)) this.add(more)
    } catch {
      // Published, but not pulled: its lease runs out, and the sweep publishes it once more.
      this.quiet = false
    }
  }

  /** Only what there is room for: what it takes, nobody else publishes for a while. */
  private async sweep(): Promise<void> {
    try {
      this.quiet = true
      this.oldestAt = await this.outbox.oldest()
      if (!this.oldestAt) return
      this.quiet = false
      for (let room = this.room(); room > 0 && !this.closed; room = this.room()) {
        const found = await this.outbox.waiting(Math.min(SWEEP_PAGE, room))
        for (const { collection, id } of found) {
          const entry = await this.outbox.take(collection, id)
          if (entry) this.add(entry)
        }
        if (found.length < SWEEP_PAGE) break
      }
    } catch (error) {
      this.quiet = false
      this.logger.warn(`cannot look for unpublished events: ${(error as Error).message}`)
    }
  }

  private room = () => IN_MIND - this.waiting.size
}
