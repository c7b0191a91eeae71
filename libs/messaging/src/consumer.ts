import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common'
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices'
import { serviceOf, topicOf } from '@yiwang/contracts'
import { runInContext } from '@yiwang/persistence'
import { contextOf, openData, Store, type StoredEvent, StoreUnavailable } from '@yiwang/persistence/stores'
import { isObservable, lastValueFrom } from 'rxjs'
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
  private readonly groups = new Map<string, Map<string, Handler>>()
  protected override readonly logger = new Logger(EventConsumer.name)
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
    const { group, handler } = extras as unknown as HandlerExtras
    const name = pattern as string
    const handlers = this.groups.get(group) ?? new Map<string, Handler>()
    const methods = handlers.get(handler)?.methods ?? new Map<string, MessageHandler>()
    if (methods.has(name)) throw new Error(`${handler} (${group}) takes ${name} twice`)
    this.groups.set(group, handlers.set(handler, { methods: methods.set(name, callback) }))
  }

  async listen(done: (error?: unknown) => void): Promise<void> {
    try {
      for (const [group, handlers] of this.groups) {
        for (const [name, { methods }] of handlers) this.setAsides.register(group, name, (event) => this.take(group, name, methods, event))
        const topics = new Set([...handlers.values()].flatMap(({ methods }) => [...methods.keys()]).map((name) => topicOf(serviceOf(name))))
        await this.transport.subscribe(group, [...topics], this.listenerOf(group))
      }
      this.listening = true
      done()
    } catch (error) {
      done(error)
    }
  }

  private listenerOf(group: string): Listener {
    const heard = new Set([...(this.groups.get(group)?.values() ?? [])].flatMap(({ methods }) => [...methods.keys()]))
    return {
      hears: (name) => heard.has(name),
      begin: async () => {
        await this.setAsides.learn(group)
        await this.stopped.learn(group)
      },
      take: async (delivery) => {
        await this.stopped.goesOn(group, delivery)
        await runInContext(contextOf(delivery.event), () => this.deliver(group, delivery.event))
      },
      passes: (unreadable) => this.stopped.passes(group, unreadable),
    }
  }

  /** Gives one event to every handler of a group that wants it. Throws only where the store cannot be reached. */
  async deliver(group: string, event: StoredEvent): Promise<void> {
    for (const [name, { methods }] of this.groups.get(group) ?? []) {
      if (!methods.has(event.type) || (await this.setAsides.queueBehind(group, name, event))) continue
      try {
        await this.take(group, name, methods, event)
      } catch (error) {
        if (error instanceof StoreUnavailable) throw error
        await this.setAsides.add(group, name, event, error)
      }
    }
  }

  /** Waits until every handler has taken everything that was published, and what that led to. Parked messages do not count. */
  async settled(): Promise<void> {
    while (this.listening && !(this.transport.idle() && this.setAsides.idle())) await new Promise((resolve) => setTimeout(resolve, 2))
  }

  /** Events that are still to come to a group; 0 where it has caught up. */
  lag = (group: string): number => this.transport.lag(group)

  unpublishedFor = (): number => this.transport.unpublishedFor()

  groupNames = (): string[] => [...this.groups.keys()]

  async close(): Promise<void> {
    this.listening = false
    await this.transport.close()
  }

  onApplicationShutdown = () => this.close()

  on(): void {}

  unwrap<T>(): T {
    return this.transport as T
  }

  private async take(group: string, handler: string, methods: Map<string, MessageHandler>, event: StoredEvent): Promise<void> {
    const { id, type: name, source, subject, sequence, time } = event
    const inHand = { id, handler, aggregate: `${source}/${subject}`, sequence, taken: new Set<string>() }

    const span = startSpan(takingOf(event, this.transport.system, group, handler))
    const context = { correlation: event.correlation, traceparent: traceparentOf(span), event: inHand }

    const work = async () => {
      const received = { id, name, data: openData(event, this.store.vault), at: new Date(time), source, subject, sequence }
      const result = await methods.get(name)?.(received)
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined })
    }
    await during([span], () => runInContext(context, () => this.timed(`${handler} (${group}) with ${name} ${id}`, work)))
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
