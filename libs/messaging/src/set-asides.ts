import { Injectable, Logger, type OnApplicationShutdown, Optional } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { DomainError, deriveId } from '@yiwang/domain'
import { type Collection, contextOf, runInContext, Store, type Stored, type StoredEvent, StoreUnavailable } from '@yiwang/persistence'
import { type SetAside, setAsideSchema, type WaitingEvent } from './set-aside.schema'
import { nameOf } from './spans'

type Take = (event: StoredEvent) => Promise<void>

/** Milliseconds before each new try; after the last, a person decides. */
export class RetryDelays extends Array<number> {}
const DELAYS = [200, 1_000, 5_000, 30_000, 120_000]
/** So long nobody else tries what an instance has in hand. Longer than a handler takes; where one takes longer, two try the same, and it takes effect once. */
const IN_HAND_MS = 15_000
/** How often it looks for what is due and nobody has in mind: the instance that set it aside ended. */
const SWEEP_MS = 1_000
const SWEEP_PAGE = 50

const waiting = (event: StoredEvent): WaitingEvent => ({
  id: event.id,
  type: event.type,
  sequence: event.sequence,
  time: event.time,
  event: JSON.stringify(event),
})
const aggregateOf = (event: StoredEvent) => `${event.source}/${event.subject}`
const idOf = (group: string, handler: string, event: StoredEvent) => deriveId(group, handler, aggregateOf(event))
const inMs = (ms: number) => new Date(Date.now() + ms)

/**
 * Messages that failed, by handler and aggregate. They are tried again with growing pauses (the event they wait for may only be late), in their order, and then
 * parked until someone replays or drops them. Other aggregates never wait for them. Any instance may try what is due: whoever moves `due` on has it in hand.
 */
@Injectable()
export class SetAsides implements OnApplicationShutdown {
  private readonly collections = new Map<ServiceName, Collection<SetAside>>()
  private readonly takers = new Map<string, Take>()
  /** Ids of all that may hold something; only the instance that reads a partition sets aside in it, so what is not here holds nothing (docs/decisions/0003). */
  private readonly known = new Set<string>()
  private readonly running = new Map<string, Promise<void>>()
  private readonly timers = new Map<string, NodeJS.Timeout>()
  private readonly delays: number[]
  /** `id due` of what another's clock puts off for longer than anything waits -> since when by ours, in milliseconds. */
  private putOff = new Map<string, number>()
  private readonly logger = new Logger(SetAsides.name)
  private sweeping?: NodeJS.Timeout
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

  /** How `group`'s `handler` takes an event. */
  register(group: string, handler: string, take: Take): void {
    this.takers.set(`${group} ${handler}`, take)
    // A store that is away is asked again the next time.
    this.sweeping ??= setInterval(() => this.sweep().catch(() => undefined), SWEEP_MS).unref()
  }

  /** What waits for a group, whoever set it aside. Known before any of its events is taken, and anew whenever its partitions were shared out. */
  async learn(group: string): Promise<void> {
    for await (const aside of this.of(serviceOfGroup(group)).each({ state: { in: ['parked', 'retrying'] } })) {
      if (aside.group !== group) continue
      this.known.add(aside.id)
      if (aside.state === 'retrying') this.schedule(aside)
    }
  }

  /** Puts the event behind those of its aggregate that wait for this handler; false where none do, or where it comes before them. */
  async queueBehind(group: string, handler: string, event: StoredEvent): Promise<boolean> {
    const id = idOf(group, handler, event)
    if (!this.known.has(id)) return false
    let queued = false
    const aside = await this.of(serviceOfGroup(group)).upsert(id, (before) => {
      queued = before !== undefined && before.events.length > 0 && before.events[0].sequence <= event.sequence
      return before && queued ? insertInto(before, event) : undefined
    })
    if (!aside?.events.length) this.known.delete(id)
    return queued
  }

  /** Sets a failed event aside and tries it again later. */
  async add(group: string, handler: string, event: StoredEvent, error: unknown): Promise<void> {
    const id = idOf(group, handler, event)
    this.logger.warn(`${handler} (${group}) could not take ${event.type} ${event.id}: ${nameOf(error)}`)
    // Also where the store does not say whether it stored.
    this.known.add(id)
    const first = { state: 'retrying', attempts: 1, error: reasonOf(error), due: inMs(this.delays[0] ?? 0) } as const
    const aside = await this.of(serviceOfGroup(group)).upsert(id, (before) => {
      if (!before?.events.length) return { set: { id, group, handler, aggregate: aggregateOf(event), ...first, events: [waiting(event)] } }
      const insert = insertInto(before, event)
      return insert?.set.events?.[0].id === event.id ? { set: { ...insert.set, ...first } } : insert
    })
    if (aside?.state === 'retrying') this.schedule(aside)
  }

  list(service: ServiceName, page: { after?: string; limit?: number }) {
    return this.of(service).find({ state: { in: ['parked', 'retrying'] } }, page)
  }

  /** Tries what waits now, from the first on; parked again at the first that fails. */
  async replay(service: ServiceName, id: string): Promise<Stored<SetAside>> {
    const aside = await this.of(service).change(id, ({ events }) => {
      if (!events.length) throw new DomainError('not-found')
      return { set: { state: 'retrying', attempts: this.delays.length, due: inMs(IN_HAND_MS) } }
    })
    // One that began before this would try nothing more.
    await this.running.get(id)?.catch(() => undefined)
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
    clearInterval(this.sweeping)
    for (const timer of this.timers.values()) clearTimeout(timer)
    this.timers.clear()
    await Promise.allSettled(this.running.values())
  }

  private async require(service: ServiceName, id: string): Promise<Stored<SetAside>> {
    const aside = await this.of(service).get(id)
    if (!aside) throw new DomainError('not-found')
    return aside
  }

  private async sweep(): Promise<void> {
    for (const service of this.services()) {
      const due = await this.of(service).find({ state: 'retrying', due: { lte: new Date() } }, { sort: 'due', limit: SWEEP_PAGE })
      for (const aside of due.items) if (!this.running.has(aside.id)) this.schedule(aside)
    }
    await this.sweepPutOff()
  }

  /** An instance whose clock was ahead, and that is no more, has nobody wait for it: what it left is waited out by the own clock. */
  private async sweepPutOff(): Promise<void> {
    const longest = Math.max(IN_HAND_MS, ...this.delays)
    const before = this.putOff
    this.putOff = new Map()
    for (const service of this.services()) {
      const { items } = await this.of(service).find({ state: 'retrying', due: { gt: inMs(longest) } }, { sort: 'due', limit: SWEEP_PAGE })
      for (const aside of items) {
        const key = `${aside.id} ${aside.due?.getTime()}`
        const since = before.get(key) ?? performance.now()
        if (performance.now() - since > longest && !this.running.has(aside.id)) this.schedule(aside, 0)
        else this.putOff.set(key, since)
      }
    }
  }

  private services = () => new Set([...this.takers.keys()].map((taker) => serviceOfGroup(taker.split(' ')[0])))

  private schedule(aside: SetAside, delay = (aside.due?.getTime() ?? 0) - Date.now()): void {
    const { id } = aside
    if (this.closed || !this.takers.has(takerOf(aside))) return
    clearTimeout(this.timers.get(id))
    const run = () => this.run(aside).catch((error) => this.logger.error(`retrying ${id} failed: ${nameOf(error)}`))
    this.timers.set(id, setTimeout(run, Math.max(0, delay)).unref())
  }

  /** One run at a time for each document. */
  private run(aside: SetAside): Promise<void> {
    clearTimeout(this.timers.get(aside.id))
    this.timers.delete(aside.id)
    const running =
      this.running.get(aside.id) ??
      this.takeInOrder(aside).finally(() => {
        this.running.delete(aside.id)
      })
    this.running.set(aside.id, running)
    return running
  }

  private async takeInOrder(aside: SetAside): Promise<void> {
    const take = this.takers.get(takerOf(aside))
    let mine: SetAside | undefined = aside
    try {
      for (mine = await this.claim(aside); mine?.events.length && mine.state === 'retrying' && !this.closed; ) {
        const [first] = mine.events
        const fault = await take?.(JSON.parse(first.event)).then(
          () => undefined,
          (error) => ({ error }),
        )
        // It is not the event's fault: nothing is counted against it.
        if (fault?.error instanceof StoreUnavailable) throw fault.error
        if (fault) return await this.failed(mine, first, fault.error)
        mine = await this.taken(mine, first)
      }
    } catch (error) {
      this.schedule(mine ?? aside, this.delays[0] ?? 0)
      throw error
    }
  }

  /** In hand for a while; undefined where another instance was faster, or nothing is to be tried any more. */
  private async claim({ id, group, due }: SetAside): Promise<SetAside | undefined> {
    let mine = false
    const aside = await this.of(serviceOfGroup(group)).upsert(id, (before) => {
      mine = before?.state === 'retrying' && before.due?.getTime() === due?.getTime()
      return mine ? { set: { due: inMs(IN_HAND_MS) } } : undefined
    })
    return mine ? aside : undefined
  }

  /** What is left; undefined where another instance has it in hand by now. */
  private async taken({ id, group, due }: SetAside, first: WaitingEvent): Promise<SetAside | undefined> {
    let mine = false
    const aside = await this.of(serviceOfGroup(group)).change(id, (before) => {
      mine = before.due?.getTime() === due?.getTime()
      const events = before.events.filter((event) => event.id !== first.id)
      const next = mine ? { due: inMs(this.closed ? 0 : IN_HAND_MS) } : {}
      return { set: { events, attempts: 0, state: events.length ? before.state : 'clear', ...next } }
    })
    return mine ? aside : undefined
  }

  /** Counts where the event is still the first: another instance may have taken it, or an admin dropped it. */
  private async failed({ id, group, handler }: SetAside, first: WaitingEvent, error: unknown): Promise<void> {
    const aside = await this.of(serviceOfGroup(group)).change(id, ({ attempts, events, state }) => {
      if (state !== 'retrying' || events[0]?.id !== first.id) return undefined
      const parked = attempts >= this.delays.length
      const next = inMs(this.delays[attempts] ?? 0)
      return { set: { attempts: attempts + 1, error: reasonOf(error), state: parked ? 'parked' : 'retrying', due: next } }
    })
    if (aside.state === 'retrying') this.schedule(aside)
    const told = () => this.logger.error(`parked: ${handler} (${group}) cannot take ${first.type} ${first.id}: ${nameOf(error)}`)
    if (aside.state === 'parked') runInContext(contextOf(JSON.parse(first.event)), told)
  }
}

const takerOf = ({ group, handler }: SetAside) => `${group} ${handler}`

/** In its place: a late one comes before those that happened after it. Undefined where it is there already. */
const insertInto = ({ events }: SetAside, event: StoredEvent) =>
  events.some(({ id }) => id === event.id)
    ? undefined
    : { set: { events: [...events, waiting(event)].sort((one, other) => one.sequence - other.sequence) } }

export const serviceOfGroup = (group: string) => group.split('.')[0] as ServiceName

// Stored sealed: a message may quote what someone said.
const reasonOf = (error: unknown) =>
  (error instanceof DomainError ? `${error.code} ${JSON.stringify(error.details)}` : String((error as Error)?.message ?? error)).slice(0, 2000)
