import { Injectable, Logger, type OnApplicationShutdown, Optional } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { type Decision, DomainError, deriveId } from '@yiwang/domain'
import { type Collection, contextOf, runInContext, Store, type Stored, type StoredEvent, StoreUnavailable } from '@yiwang/persistence'
import { type SetAside, setAsideSchema, type WaitingEvent } from './set-aside.schema'
import { nameOf } from './spans'

export type Take = (event: StoredEvent) => Promise<void>

/** Milliseconds before each new try; after the last, a person decides. */
export class RetryDelays extends Array<number> {}
const DELAYS = [200, 1_000, 5_000, 30_000, 120_000]

const waiting = (event: StoredEvent): WaitingEvent => ({
  id: event.id,
  type: event.type,
  sequence: event.sequence,
  time: event.time,
  event: JSON.stringify(event),
})
const aggregateOf = (event: StoredEvent) => `${event.source}/${event.subject}`

/**
 * Messages that failed, by handler and aggregate. They are tried again with growing pauses (the event they wait for may only be late), in their order, and then
 * parked until someone replays or drops them. Other aggregates never wait for them.
 */
@Injectable()
export class SetAsides implements OnApplicationShutdown {
  private readonly collections = new Map<string, Collection<SetAside>>()
  private readonly takers = new Map<string, Take>()
  private readonly running = new Map<string, Promise<void>>()
  private readonly timers = new Map<string, NodeJS.Timeout>()
  private readonly delays: number[]
  private readonly logger = new Logger(SetAsides.name)
  private closed = false

  constructor(
    private readonly store: Store,
    @Optional() delays?: RetryDelays,
  ) {
    this.delays = delays ?? DELAYS
  }

  of(service: ServiceName): Collection<SetAside> {
    const collection = this.collections.get(service) ?? this.store.collection<SetAside>(service, 'set-aside', setAsideSchema)
    this.collections.set(service, collection)
    return collection
  }

  /** How `group`'s `handler` takes an event; what was being retried when the process ended goes on. */
  async register(group: string, handler: string, take: Take): Promise<void> {
    this.takers.set(`${group} ${handler}`, take)
    for await (const aside of this.of(serviceOfGroup(group)).each({ state: 'retrying' })) {
      if (aside.group === group && aside.handler === handler) this.schedule(aside, 0)
    }
  }

  /** Puts the event behind those of its aggregate that wait for this handler; false where none do. */
  async queueBehind(group: string, handler: string, event: StoredEvent): Promise<boolean> {
    const collection = this.of(serviceOfGroup(group))
    const id = deriveId(group, handler, aggregateOf(event))
    if (!(await collection.get(id))?.events.length) return false
    let queued = false
    await collection.change(id, (aside) => {
      queued = aside.events.length > 0
      return queued ? append(aside, event) : undefined
    })
    return queued
  }

  /** Sets a failed event aside and tries it again later. */
  async add(group: string, handler: string, event: StoredEvent, error: unknown): Promise<void> {
    const id = deriveId(group, handler, aggregateOf(event))
    this.logger.warn(`${handler} (${group}) could not take ${event.type} ${event.id}: ${nameOf(error)}`)
    const aside = await this.of(serviceOfGroup(group)).upsert(id, (before) =>
      before?.events.length
        ? append(before, event)
        : {
            set: {
              id,
              group,
              handler,
              aggregate: aggregateOf(event),
              state: 'retrying',
              attempts: 1,
              error: reasonOf(error),
              events: [waiting(event)],
            },
          },
    )
    if (aside) this.schedule(aside, this.delays[0] ?? 0)
  }

  list(service: ServiceName, page: { after?: string; limit?: number }) {
    return this.of(service).find({ state: { in: ['parked', 'retrying'] } }, page)
  }

  /** Tries what waits now, from the first on; parked again at the first that fails. */
  async replay(service: ServiceName, id: string): Promise<Stored<SetAside>> {
    const aside = await this.of(service).change(id, ({ events }) => {
      if (!events.length) throw new DomainError('not-found')
      return { set: { state: 'retrying', attempts: this.delays.length } }
    })
    await this.run(aside)
    return this.require(service, id)
  }

  /** Gives one event up. Those behind it wait for a replay. */
  async drop(service: ServiceName, id: string, eventId: string): Promise<Stored<SetAside>> {
    return this.of(service).change(id, ({ events, state }) => {
      if (!events.some((event) => event.id === eventId)) throw new DomainError('not-found')
      const rest = events.filter((event) => event.id !== eventId)
      return { set: { events: rest, state: rest.length ? state : 'clear' } }
    })
  }

  /** Nothing is being tried and nothing waits for its next try. */
  idle = () => this.running.size === 0 && this.timers.size === 0

  async onApplicationShutdown(): Promise<void> {
    this.closed = true
    for (const timer of this.timers.values()) clearTimeout(timer)
    this.timers.clear()
    await Promise.all(this.running.values())
  }

  private async require(service: ServiceName, id: string): Promise<Stored<SetAside>> {
    const aside = await this.of(service).get(id)
    if (!aside) throw new DomainError('not-found')
    return aside
  }

  private schedule(aside: SetAside, delay: number): void {
    if (this.closed || this.timers.has(aside.id)) return
    const timer = setTimeout(() => {
      this.timers.delete(aside.id)
      this.run(aside).catch((error) => {
        this.logger.error(`retrying ${aside.id} failed: ${nameOf(error)}`)
        this.schedule(aside, this.delays[0] ?? 0)
      })
    }, delay)
    this.timers.set(aside.id, timer.unref())
  }

  /** One run at a time for each document. */
  private run(aside: SetAside): Promise<void> {
    const running =
      this.running.get(aside.id) ??
      this.takeInOrder(aside).finally(() => {
        this.running.delete(aside.id)
      })
    this.running.set(aside.id, running)
    return running
  }

  private async takeInOrder({ id, group, handler }: SetAside): Promise<void> {
    const collection = this.of(serviceOfGroup(group))
    const take = this.takers.get(`${group} ${handler}`)
    if (!take) return
    for (let aside = await collection.get(id); aside?.state === 'retrying' && aside.events.length && !this.closed; aside = await collection.get(id)) {
      const [first] = aside.events
      const event: StoredEvent = JSON.parse(first.event)
      try {
        await take(event)
      } catch (error) {
        // It is not the event's fault: nothing is counted against it.
        if (error instanceof StoreUnavailable) throw error
        const failed = await collection.change(id, ({ attempts }) => ({
          set: { attempts: attempts + 1, error: reasonOf(error), state: attempts >= this.delays.length ? 'parked' : 'retrying' },
        }))
        const told = () => this.logger.error(`parked: ${handler} (${group}) cannot take ${first.type} ${first.id}: ${nameOf(error)}`)
        if (failed.state === 'retrying') this.schedule(failed, this.delays[failed.attempts - 1])
        else runInContext(contextOf(event), told)
        return
      }
      await collection.change(id, ({ events }) => {
        const rest = events.filter((event) => event.id !== first.id)
        return { set: { events: rest, attempts: 0, state: rest.length ? 'retrying' : 'clear' } }
      })
    }
  }
}

const append = (aside: SetAside, event: StoredEvent): Decision<SetAside> | undefined =>
  aside.events.some((one) => one.id === event.id) ? undefined : { set: { events: [...aside.events, waiting(event)] } }

export const serviceOfGroup = (group: string) => group.split('.')[0] as ServiceName

// Stored sealed: a message may quote what someone said.
const reasonOf = (error: unknown) =>
  (error instanceof DomainError ? `${error.code} ${JSON.stringify(error.details)}` : String((error as Error)?.message ?? error)).slice(0, 2000)
