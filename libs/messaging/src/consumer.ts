import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common'
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices'
import { serviceOf, topicOf } from '@yiwang/contracts'
import { runInContext } from '@yiwang/persistence'
import { contextOf, eventKeysIn, openEvent, Store, type StoredEvent, StoreUnavailable } from '@yiwang/persistence/stores'
import { isObservable, lastValueFrom } from 'rxjs'
import { type Group, groupsOf, readersIn } from './groups'
import type { HandlerExtras } from './on-event'
import { SetAsides } from './set-asides'
import { during, startSpan, takingOf, traceparentOf } from './spans'
import { StoppedPartitions } from './stopped-partitions'
import { EventTransport, type Listener } from './transport'

/** A handler that takes longer holds up whoever comes after it in its partition: it is named. */
const SLOW_MS = 1_000
/** One that takes so long is named while it still works: it may never end. */
const HANGS_MS = 30_000

interface Handler {
  /** Event name -> method. */
  methods: Map<string, MessageHandler>
}

/**
 * Brings events to the `@OnEvent` methods as a Nest transport strategy, so that Nest's own life cycle, injection and interceptors work (docs/decisions).
 * Each handler's effect and its memory of the event are one write of the store; a handler that fails never holds up or repeats its neighbour.
 */
@Injectable()
export class EventConsumer extends Server implements CustomTransportStrategy, OnApplicationShutdown {
  private readonly readers = new Map<string, { shared: boolean; handlers: Map<string, Handler> }>()
  /** By the names of their readers, once it listens. */
  private readonly groups = new Map<string, Group>()
  protected override readonly logger = new Logger(EventConsumer.name)
  private readonly data = new WeakMap<StoredEvent, ReturnType<typeof openEvent>>()
  private listening = false

  constructor(
    private readonly transport: EventTransport,
    private readonly setAsides: SetAsides,
    private readonly stopped: StoppedPartitions,
    private readonly store: Store,
  ) {
    super()
  }

  override addHandler(pattern: unknown, callback: MessageHandler, _isEvent = true, extras: Record<string, unknown> = {}): void {
    const { group, handler, shared = false } = extras as unknown as HandlerExtras
    const name = pattern as string
    // Told at the start, not by each event that is set aside.
    this.store.vault.requireTopic(topicOf(serviceOf(name)))
    const { handlers } = this.readers.get(group) ?? { handlers: new Map<string, Handler>() }
    const methods = handlers.get(handler)?.methods ?? new Map<string, MessageHandler>()
    if (methods.has(name)) throw new Error(`${handler} (${group}) takes ${name} twice`)
    this.readers.set(group, { shared, handlers: handlers.set(handler, { methods: methods.set(name, callback) }) })
  }

  async listen(done: (error?: unknown) => void): Promise<void> {
    try {
      for (const [reader, { handlers }] of this.readers)
        for (const [name, { methods }] of handlers) this.setAsides.register(reader, name, (event) => this.take(reader, name, methods, event))
      for (const group of groupsOf(this.everyReader())) {
        for (const { name } of group.readers) this.groups.set(name, group)
        await this.transport.subscribe(group, this.listenerOf(group))
      }
      this.listening = true
      done()
    } catch (error) {
      done(error)
    }
  }

  private everyReader = () =>
    [...this.readers].map(([name, { shared }]) => ({
      name,
      shared,
      topics: [...new Set(this.heardBy(name).map((event) => topicOf(serviceOf(event))))],
    }))

  private heardBy = (reader: string): string[] =>
    [...(this.readers.get(reader)?.handlers.values() ?? [])].flatMap(({ methods }) => [...methods.keys()])

  private listenerOf(group: Group): Listener {
    const readers = group.readers.map(({ name }) => name)
    const heard = new Set(readers.flatMap(this.heardBy))
    return {
      hears: (name) => heard.has(name),
      begin: async () => {
        await this.setAsides.learn(readers)
        await this.stopped.learn(group)
      },
      take: (delivery) => {
        const take = () => runInContext(contextOf(delivery.event), () => this.deliver(group.name, delivery.event))
        return this.stopped.isWaiting(group.name, delivery) ? this.stopped.goesOn(group.name, delivery).then(take) : take()
      },
      passes: (unreadable) => this.stopped.passes(group, unreadable),
    }
  }

  /** Gives one event to every handler of a group that wants it. Throws only where the store cannot be reached. */
  async deliver(group: string, event: StoredEvent): Promise<void> {
    for (const reader of readersIn(group))
      for (const [name, { methods }] of this.readers.get(reader)?.handlers ?? []) {
        if (!methods.has(event.type) || (await this.setAsides.queueBehind(reader, name, event))) continue
        try {
          await this.take(reader, name, methods, event)
        } catch (error) {
          if (error instanceof StoreUnavailable) throw error
          await this.setAsides.add(reader, name, event, error)
        }
      }
  }

  /** Waits until every handler has taken everything that was published, and what that led to. Parked messages do not count. */
  async settled(): Promise<void> {
    while (this.listening && !(this.transport.idle() && this.setAsides.idle())) await new Promise((resolve) => setTimeout(resolve, 2))
  }

  /** Events that are still to come to a reader, or to the others of its group; 0 where all have caught up. */
  lag = (reader: string): number => this.transport.lag(this.groupOf(reader))

  /** Whether nothing more is to come to a reader, or what is left waits at a place that cannot be read: only whoever comes in at the doors can let it be passed over. */
  hasCaughtUp = (reader: string): boolean => this.lag(reader) === 0 || this.stopped.isStopped(this.groupOf(reader))

  unpublishedFor = (): number => this.transport.unpublishedFor()

  groupNames = (): string[] => [...new Set([...this.groups.values()].map(({ name }) => name))]

  private groupOf = (reader: string): string => this.groups.get(reader)?.name ?? reader

  async close(): Promise<void> {
    this.listening = false
    await this.transport.close()
  }

  onApplicationShutdown = () => this.close()

  on(): void {}

  unwrap<T>(): T {
    return this.transport as T
  }

  private async take(reader: string, handler: string, methods: Map<string, MessageHandler>, event: StoredEvent): Promise<void> {
    const { id, type: name, source, subject, sequence, time } = event
    const inHand = { id, handler, aggregate: `${source}/${subject}`, sequence, taken: new Set<string>() }

    const span = startSpan(takingOf(event, this.transport.system, this.groupOf(reader), handler))
    const context = { ...contextOf(event), traceparent: traceparentOf(span), event: inHand }

    const work = async () => {
      const { data, isErased } = await this.opened(event)
      const received = { id, name, data, at: new Date(time), source, subject, sequence, ...(isErased && { isErased }) }
      const result = await methods.get(name)?.(received)
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined })
    }
    await during([span], () => runInContext(context, () => this.timed(`${handler} (${reader}) with ${name} ${id}`, work)))
  }

  /** Opened once for all who hear it, and the same to each: nobody can change it. */
  private async opened(event: StoredEvent): Promise<ReturnType<typeof openEvent>> {
    const known = this.data.get(event)
    if (known) return known
    const { vault, eventKeys } = this.store
    const sealed = JSON.parse(event.data)
    const named = eventKeysIn(event, sealed)
    if (named.length) await eventKeys.learn(named)
    const opened = frozen(openEvent(event, vault, eventKeys, sealed))
    this.data.set(event, opened)
    return opened
  }

  private async timed(what: string, work: () => Promise<void>): Promise<void> {
    const began = performance.now()
    const hangs = setTimeout(() => this.logger.warn(`slow: ${what} is not done after ${HANGS_MS} ms`), HANGS_MS).unref()
    try {
      await work()
    } finally {
      clearTimeout(hangs)
      const ms = Math.round(performance.now() - began)
      if (ms > SLOW_MS) this.logger.warn(`slow: ${what} took ${ms} ms`)
    }
  }
}

function frozen<V>(value: V): V {
  if (typeof value !== 'object' || value === null) return value
  for (const one of Object.values(value)) frozen(one)
  return Object.freeze(value)
}
