import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { type Clock, type Day, dayAfter, deriveId, newId, startOf } from '@yiwang/domain'
import { type Asked, type Collection, type Context, currentContext, type Filter, type Page, runInContext, type Stored } from '@yiwang/persistence'
import { Every, eachBy, takeAll } from '../run/sweep'
import { entryOf, type Noted, type Outcome, type SecurityEntry } from './entry'
import { Refusals } from './refusals'
import { keptSince } from './retention'

const BEGINNING = new Date(0)
const HOUR_MS = 3_600_000

interface Sought {
  what?: string
  account?: string
  outcome?: Outcome
  from?: Day
  to?: Day
}

/** The security log of one service: who did what that an auditor may ask about. */
export class SecurityLog implements BeforeApplicationShutdown {
  private readonly refusals = new Refusals()
  private readonly storing = new Set<Promise<unknown>>()
  private readonly logger = new Logger(SecurityLog.name)

  constructor(
    readonly service: ServiceName,
    private readonly entries: Collection<SecurityEntry>,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes it down: what was done at once, what was not (refused, failed) counted by the minute. Whoever goes on without waiting hears of no fault; whoever awaits it
   * does, and has it stored.
   */
  note(noted: Noted, { actor, asked, correlation }: Partial<Context> = currentContext() ?? {}): Promise<void> {
    const entry = entryOf({ ...noted, by: noted.by ?? actor }, { from: asked?.from, areaCode: asked?.areaCode, correlation }, this.clock.now())
    if (asked) asked.noted = true
    if (noted.outcome === 'done') return this.keep(entry, noted.once)
    this.refusals.add(entry)
    return Promise.resolve()
  }

  /** The newest first. */
  async list({ what, account, outcome, from, to }: Sought, page: { limit: number; cursor?: string }): Promise<Page<Stored<SecurityEntry>>> {
    await this.store()
    // The days are what the index of all lines is followed by, also where none is said.
    const at = { gte: from ? startOf(from) : BEGINNING, ...(to && { lt: startOf(dayAfter(to)) }) }
    const filter: Filter = { ...(what && { what }), ...(account && { concerns: account }), ...(outcome && { outcome }), at }
    return this.entries.find(filter, { sort: '-at', limit: page.limit, after: page.cursor })
  }

  /** All of these words, each from its moment on. */
  async since(wanted: Map<string, Date>): Promise<SecurityEntry[]> {
    await this.store()
    const found: SecurityEntry[] = []
    for (const [what, from] of wanted) for await (const entry of eachBy(this.entries, { what, at: { gt: from } }, '-at')) found.push(entry)
    return found
  }

  /** Stores what was counted, and waits for what is being stored. */
  @Every(60_000)
  async store(): Promise<void> {
    const counted = this.refusals.take().map((entry) => this.keep(entry))
    await Promise.allSettled(this.storing)
    await Promise.all(counted)
  }

  @Every(60 * 60_000)
  async sweep(): Promise<void> {
    await takeAll(this.entries, { at: { lt: keptSince(this.clock.now()) } }, 'at', ({ id }) => this.entries.remove(id))
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.store().catch(() => undefined)
  }

  /** As work of its own: it is no document that the request in hand came for. */
  private keep(entry: Omit<SecurityEntry, 'id'>, once?: string): Promise<void> {
    const write = () => (once === undefined ? this.entries.insert({ set: { id: newId(), ...entry } }) : this.countOnce(entry, once))
    const stored = runInContext({ correlation: entry.correlation ?? newId() }, write).then(() => undefined)
    this.storing.add(stored)
    // Not the promise that is handed out, whose failure is its caller's where they wait for it.
    stored
      .catch((error) =>
        this.logger.error(`security log of ${this.service}: ${entry.what} ${entry.outcome} could not be stored: ${(error as Error).message}`),
      )
      .finally(() => this.storing.delete(stored))
    return stored
  }

  private countOnce(entry: Omit<SecurityEntry, 'id'>, once: string): Promise<unknown> {
    const { at, what, account = '', facts } = entry
    const id = deriveId(this.service, what, account, once, JSON.stringify(facts), String(Math.floor(at.getTime() / HOUR_MS)))
    return this.entries.upsert(id, (before) => ({ set: before ? { count: before.count + 1, until: at } : { id, ...entry } }))
  }
}

/** Those of all services of this process, for what belongs to none: the filter of errors. */
@Injectable()
export class SecurityLogs {
  private readonly logs = new Map<string, SecurityLog>()

  add(log: SecurityLog): void {
    this.logs.set(log.service, log)
  }

  /** Of the service that a door belongs to (`POST /api/hotline/tickets`); what is no service's is in the first, so that it is in one. */
  at({ door }: Asked): SecurityLog | undefined {
    return this.logs.get(door.split('/')[2]) ?? this.logs.values().next().value
  }
}
