import { Injectable, Logger, type OnApplicationShutdown, Optional } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { DomainError, deriveId } from '@yiwang/domain'
import { type Collection, type Context, type Page, runInContext, type Stored } from '@yiwang/persistence'
import { contextOf, faultOf, Store, type StoredEvent, StoreUnavailable } from '@yiwang/persistence/stores'
import { serviceOfGroup } from './groups'
import { type SetAside, setAsideSchema, type WaitingEvent, waitingEventSchema } from './set-aside.schema'
import { nameOf } from './spans'

type Take = (event: StoredEvent) => Promise<void>

/** Milliseconds before each new try; after the last, a person decides. */
export class RetryDelays extends Array<number> {}
const DELAYS = [200, 1_000, 5_000, 30_000, 120_000]
/** So long nobody else tries what an instance has in hand. Longer than a handler takes; where one takes longer, two try the same, and it takes effect once. */
const IN_HAND_MS = 15_000
/** How often it looks for what is due and nobody has in mind: the instance that set it aside ended. */
const SWEEP_MS = 1_000
/** The same where nothing waited the last time. */
const QUIET_SWEEPS = 5
const SWEEP_PAGE = 50
/** Every so many of these looks it also looks for what a wrong clock put off. */
const SWEEPS_FOR_PUT_OFF = 5
/** So many of the events that wait are shown. */
const SHOWN = 50

/** What a person sees of it: the first of its events, in their order, and whether more wait. */
export type ShownAside = Stored<Omit<SetAside, 'events'>> & { events: Omit<WaitingEvent, 'aside' | 'group' | 'eventId'>[]; more: boolean }

const rowOf = (aside: Pick<SetAside, 'id' | 'group'>, { id, type, sequence, time }: StoredEvent, event: string): WaitingEvent => ({
  id: deriveId(aside.id, id),
  aside: aside.id,
  group: aside.group,
  eventId: id,
  type,
  sequence,
  time,
  event,
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
  private readonly collections = new Map<ServiceName, { heads: Collection<SetAside>; rows: Collection<WaitingEvent> }>()
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
  private sweeps = 0
  /** What is to be passed by until the next look. */
  private toPass = 0
  private closed = false

  constructor(
    private readonly store: Store,
    @Optional() delays?: RetryDelays,
  ) {
    this.delays = delays ?? DELAYS
  }

  of = (service: ServiceName): Collection<SetAside> => this.collectionsOf(service).heads

  private rows = (service: ServiceName): Collection<WaitingEvent> => this.collectionsOf(service).rows

  private collectionsOf(service: ServiceName) {
    const known = this.collections.get(service) ?? {
      heads: this.store.collection<SetAside>(service, 'set-aside', setAsideSchema),
      rows: this.store.collection<WaitingEvent>(service, 'set-aside-events', waitingEventSchema),
    }
    this.collections.set(service, known)
    return known
  }

  /** How `group`'s `handler` takes an event. */
  register(group: string, handler: string, take: Take): void {
    this.takers.set(`${group} ${handler}`, take)
    // A store that is away is asked again the next time.
    this.sweeping ??= setInterval(() => {
      if (this.toPass-- <= 0) this.sweep().catch(() => undefined)
    }, SWEEP_MS).unref()
  }

  /** What waits for the readers of one group, whoever set it aside. Known before any of its events is taken, and anew whenever its partitions were shared out. */
  async learn(readers: string[]): Promise<void> {
    for await (const aside of this.of(serviceOfGroup(readers[0])).each({ state: { in: ['parked', 'retrying'] } })) {
      if (!readers.includes(aside.group)) continue
      this.known.add(aside.id)
      await this.unfold(aside)
      if (aside.state === 'retrying') this.schedule(aside)
    }
  }

  /** Puts the event behind those of its aggregate that wait for this handler; false where none do, or where it comes before them. */
  async queueBehind(group: string, handler: string, event: StoredEvent): Promise<boolean> {
    const id = idOf(group, handler, event)
    if (!this.known.has(id)) return false
    const service = serviceOfGroup(group)
    const head = await this.head(service, id)
    const first = head && head.state !== 'clear' ? await this.first(head) : undefined
    const queued = head && first && first.sequence <= event.sequence ? await this.append(head, event) : false
    if (!head || head.state === 'clear') this.known.delete(id)
    return queued
  }

  /** Sets a failed event aside and tries it again later. */
  async add(group: string, handler: string, event: StoredEvent, error: unknown): Promise<void> {
    const id = idOf(group, handler, event)
    const service = serviceOfGroup(group)
    this.logger.warn(`${handler} (${group}) could not take ${event.type} ${event.id}: ${nameOf(error)}`)
    // Also where the store does not say whether it stored.
    this.known.add(id)
    await this.head(service, id)
    await this.put({ id, group }, event)
    const first = await this.first({ id, group })
    const retried = { state: 'retrying', attempts: 1, error: reasonOf(error), due: inMs(this.delays[0] ?? 0) } as const
    const aside = await this.of(service).upsert(id, (before) => {
      if (!before) return { set: { id, group, handler, aggregate: aggregateOf(event), ...retried, queued: 1, events: [] } }
      const isFirst = before.state === 'clear' || first?.eventId === event.id
      return { set: { ...(isFirst && retried), queued: before.queued + 1 } }
    })
    if (aside?.state === 'retrying') this.schedule(aside)
  }

  async list(service: ServiceName, page: { after?: string; limit?: number }): Promise<Page<ShownAside>> {
    const { items, next } = await this.of(service).find({ state: { in: ['parked', 'retrying'] } }, page)
    return { items: await Promise.all(items.map((head) => this.shown(service, head.id))), next }
  }

  /** Tries what waits now, from the first on; parked again at the first that fails. */
  async replay(service: ServiceName, id: string): Promise<ShownAside> {
    await this.requireWaiting(service, id)
    const aside = await this.of(service).change(id, () => ({ set: { state: 'retrying', attempts: this.delays.length, due: inMs(IN_HAND_MS) } }))
    // One that began before this would try nothing more.
    await this.running.get(id)?.catch(() => undefined)
    await this.run(aside)
    return this.shown(service, id)
  }

  /** Gives one event up. Those behind it wait for a replay. */
  async drop(service: ServiceName, id: string, eventId: string): Promise<ShownAside> {
    const head = await this.requireWaiting(service, id)
    const row = await this.rows(service).get(deriveId(id, eventId))
    if (!row) throw new DomainError('not-found')
    await this.rows(service).remove(row.id)
    // Whoever is trying it has it in hand no more: what comes of that counts against none of the others.
    await this.settle(head, ({ state }) => (state === 'retrying' ? { due: inMs(0) } : {}))
    return this.shown(service, id)
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

  private async requireWaiting(service: ServiceName, id: string): Promise<SetAside> {
    const head = await this.head(service, id)
    if (!head || !(await this.first(head))) throw new DomainError('not-found')
    return head
  }

  private async shown(service: ServiceName, id: string): Promise<ShownAside> {
    const head = await this.head(service, id)
    if (!head) throw new DomainError('not-found')
    const { items, next } = await this.rows(service).find({ aside: id }, { sort: 'sequence', limit: SHOWN })
    return {
      ...head,
      events: items.map(({ eventId, type, sequence, time, event }) => ({ id: eventId, type, sequence, time, event })),
      more: next !== null,
    }
  }

  /** As it is now, with every event of it a row. */
  private async head(service: ServiceName, id: string): Promise<Stored<SetAside> | undefined> {
    const head = await this.of(service).get(id)
    return head?.events.length ? this.unfold(head) : head
  }

  /** What an earlier version kept within the document, or one beside this still keeps there. */
  private async unfold(head: Stored<SetAside>): Promise<Stored<SetAside>> {
    if (!head.events.length) return head
    for (const { event } of head.events) await this.put(head, JSON.parse(event))
    const rows = new Set(head.events.map(({ id }) => id))
    return this.of(serviceOfGroup(head.group)).change(head.id, ({ events, queued }) => ({
      set: { events: events.filter(({ id }) => !rows.has(id)), queued: queued + 1 },
    }))
  }

  private async first({ id, group }: Pick<SetAside, 'id' | 'group'>): Promise<WaitingEvent | undefined> {
    return (await this.rows(serviceOfGroup(group)).find({ aside: id }, { sort: 'sequence', limit: 1 })).items[0]
  }

  /** In its place, by its sequence; the same once more is there already. */
  private async put(aside: Pick<SetAside, 'id' | 'group'>, event: StoredEvent): Promise<WaitingEvent> {
    const row = rowOf(aside, event, JSON.stringify(event))
    await this.rows(serviceOfGroup(aside.group)).upsert(row.id, (before) => (before ? undefined : { set: row }))
    return row
  }

  /** The row first, then the head: who finds no row and clears the head sees by it that one came. False where the head was cleared before. */
  private async append(aside: SetAside, event: StoredEvent): Promise<boolean> {
    const service = serviceOfGroup(aside.group)
    const row = await this.put(aside, event)
    let waits = false
    await this.of(service).upsert(aside.id, (before) => {
      waits = before !== undefined && before.state !== 'clear'
      return before && waits ? { set: { queued: before.queued + 1 } } : undefined
    })
    if (!waits) await this.rows(service).remove(row.id)
    return waits
  }

  /** Changes the head, and clears it where nothing waits any more and nothing came in between. */
  private async settle({ id, group }: SetAside, change: (before: SetAside) => Partial<SetAside>): Promise<Stored<SetAside>> {
    const heads = this.of(serviceOfGroup(group))
    const seen = await heads.get(id)
    const empty = !(await this.first({ id, group }))
    return heads.change(id, (before) => ({ set: { ...change(before), ...(empty && before.queued === seen?.queued && { state: 'clear' }) } }))
  }

  private async sweep(): Promise<void> {
    this.toPass = 0
    let quiet = true
    for (const service of this.services()) {
      const { items } = await this.of(service).find({ state: 'retrying' }, { sort: 'due', limit: SWEEP_PAGE })
      for (const aside of items) if (Number(aside.due) <= Date.now() && !this.running.has(aside.id)) this.schedule(aside)
      quiet &&= !items.length
    }
    if (quiet) this.toPass = QUIET_SWEEPS - 1
    else if (this.sweeps++ % SWEEPS_FOR_PUT_OFF === 0) await this.sweepPutOff()
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
    const takes = async (of: SetAside, row: WaitingEvent) => take?.(waitingIn(of, row))
    let mine: SetAside | undefined = aside
    try {
      await this.head(serviceOfGroup(aside.group), aside.id)
      for (mine = await this.claim(aside); mine?.state === 'retrying' && !this.closed; ) {
        const first = await this.first(mine)
        const fault =
          first &&
          (await takes(mine, first).then(
            () => undefined,
            (error) => ({ error }),
          ))
        // It is not the event's fault: nothing is counted against it.
        if (fault?.error instanceof StoreUnavailable) throw fault.error
        if (first && fault) return await this.failed(mine, first, fault.error)
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

  /** The head of what is left; undefined where another instance has it in hand by now. */
  private async taken(aside: SetAside, first: WaitingEvent | undefined): Promise<SetAside | undefined> {
    if (first) await this.rows(serviceOfGroup(aside.group)).remove(first.id)
    let mine = false
    const left = await this.settle(aside, (before) => {
      mine = before.due?.getTime() === aside.due?.getTime()
      return { attempts: 0, ...(mine && { due: inMs(this.closed ? 0 : IN_HAND_MS) }) }
    })
    return mine ? left : undefined
  }

  /** Counts while this instance has it in hand: another may have taken the event, or an admin dropped it. */
  private async failed({ id, group, handler, due }: SetAside, first: WaitingEvent, error: unknown): Promise<void> {
    let mine = false
    const aside = await this.of(serviceOfGroup(group)).change(id, (before) => {
      mine = before.state === 'retrying' && before.due?.getTime() === due?.getTime()
      if (!mine) return undefined
      const parked = before.attempts >= this.delays.length
      const next = inMs(this.delays[before.attempts] ?? 0)
      return { set: { attempts: before.attempts + 1, error: reasonOf(error), state: parked ? 'parked' : 'retrying', due: next } }
    })
    if (!mine) return
    if (aside.state === 'retrying') this.schedule(aside)
    const told = () => this.logger.error(`parked: ${handler} (${group}) cannot take ${first.type} ${first.eventId}: ${nameOf(error)}`)
    if (aside.state === 'parked') runInContext(contextIn(first), told)
  }
}

/** Once more what it was when it was set aside: a row in the store is no more to be believed than one in a topic. */
function waitingIn({ aggregate }: SetAside, { eventId, event: text }: WaitingEvent): StoredEvent {
  const event: StoredEvent = JSON.parse(text)
  const fault =
    faultOf(event) ?? (event.id === eventId && aggregateOf(event) === aggregate ? undefined : `it is none of those that wait for ${aggregate}`)
  if (fault) throw new Error(`event ${eventId}, as it was set aside: ${fault}`)
  return event
}

/** Of one that is no event any more: none. */
function contextIn({ event }: WaitingEvent): Context | undefined {
  try {
    return contextOf(JSON.parse(event))
  } catch {
    return undefined
  }
}

const takerOf = ({ group, handler }: SetAside) => `${group} ${handler}`

// Stored sealed: a message may quote what someone said.
const reasonOf = (error: unknown) =>
  (error instanceof DomainError ? `${error.code} ${JSON.stringify(error.details)}` : String((error as Error)?.message ?? error)).slice(0, 2000)
