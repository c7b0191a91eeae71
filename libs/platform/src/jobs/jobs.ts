import { type BeforeApplicationShutdown, Logger, type OnApplicationBootstrap } from '@nestjs/common'
import type { DiscoveryService } from '@nestjs/core'
import type { ServiceName } from '@yiwang/contracts'
import { type Clock, DomainError, dayOf, newId } from '@yiwang/domain'
import { type Collection, currentContext, DuplicateError, OneAtATime, type Page, runInContext, type Stored } from '@yiwang/persistence'
import { filter, map, type Observable, type Subscription } from 'rxjs'
import { z } from 'zod'
import { readForm } from '../fields/form'
import type { ServerSentEvent } from '../http/event-streams'
import type { Broadcast } from '../run/broadcast'
import { Every, takeDue } from '../run/sweep'
import { type DeclaredJob, jobsOf, type TakeStep } from './declared'
import { cancel, create, isUnfinished, type JobRecord, jobStates, LONGEST_MS, type StartedBy } from './job'
import { JobRun, type Kind } from './job-run'
import type { Workers } from './workers'

const CHANNEL = {
  name: 'jobs',
  message: z.object({
    service: z.string(),
    id: z.string(),
    kind: z.string(),
    state: z.enum(jobStates.names),
    done: z.number(),
    of: z.number().optional(),
    cancelling: z.boolean().optional(),
  }),
}
const LOOK_MS = 5_000
const STORE_EVERY_MS = 500
/** A slice takes some tens of milliseconds: one that is not over by then hangs. */
const STOP_WITHIN_MS = 5_000
const ABANDON_WITHIN_MS = 1_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Asia/Shanghai. */
const OFFSET_HOURS = 8

export interface JobsParts {
  service: ServiceName
  jobs: Collection<JobRecord>
  broadcast: Broadcast
  workers: Workers
  clock: Clock
  storeEveryMs?: number
  stopWithinMs?: number
}

/** The long work of one service: what its providers declare by `@Job`, run at whichever instance comes first. */
export class Jobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly kinds = new Map<string, Kind & DeclaredJob>()
  private readonly numbered: OneAtATime<JobRecord>
  private readonly runs = new Map<string, { run: JobRun; ended: Promise<void> }>()
  private readonly logger = new Logger(Jobs.name)
  /** When jobs that start by themselves were started last, in milliseconds: as far as this instance knows. */
  private readonly begun = new Map<string, number>()
  private listening?: Subscription
  private closed = false

  constructor(
    private readonly parts: JobsParts,
    private readonly discovery?: DiscoveryService,
  ) {
    this.numbered = new OneAtATime(parts.jobs, 'kind', isUnfinished)
  }

  /** What the providers of its own service declare. */
  onApplicationBootstrap(): void {
    const all = this.discovery?.getProviders() ?? []
    const home = all.find(({ instance }) => instance === this)?.host
    for (const { instance, host } of all) if (host === home && instance && typeof instance === 'object') this.declare(instance)
  }

  declare(provider: object): void {
    for (const job of jobsOf(provider)) {
      if (this.kinds.has(job.kind)) throw new Error(`two providers of ${this.parts.service} declare the job ${job.kind}`)
      const take = (provider as Record<string, TakeStep>)[job.method].bind(provider)
      this.kinds.set(job.kind, { ...job, take, read: (input) => (job.input ? readForm(job.input, JSON.parse(input)) : {}) })
      // Somebody cancels it, perhaps at another instance.
      this.listening ??= this.parts.broadcast.messages(CHANNEL).subscribe(({ id, cancelling }) => cancelling && this.runs.get(id)?.run.stop())
    }
  }

  /** Starts it; answered with the one of its kind that is under way, where one is. */
  start(kind: string, input: object = {}, by?: StartedBy): Promise<Stored<JobRecord>> {
    return this.begin(newId(), kind, input, by)
  }

  private async begin(id: string, kind: string, input: object, by?: StartedBy): Promise<Stored<JobRecord>> {
    if (!this.kinds.has(kind)) throw new Error(`nothing of ${this.parts.service} declares the job ${kind}`)
    const startedBy = by && { id: by.id, name: by.name, role: by.role }
    const made = await this.numbered.insert(kind, (turn) => create(id, kind, turn, JSON.stringify(input), startedBy, this.parts.clock.now()))
    const job = made.stored ? made.stored : made.before
    if (isUnfinished(job)) this.take(job)
    return job
  }

  /** The one of its kind that has not ended. */
  underWay(kind: string): Promise<Stored<JobRecord> | undefined> {
    return this.numbered.unfinished(kind)
  }

  async get(id: string): Promise<Stored<JobRecord>> {
    const job = await this.parts.jobs.get(id)
    if (!job) throw new DomainError('not-found')
    return job
  }

  /** The newest first. */
  list({ limit, cursor }: { limit: number; cursor?: string }): Promise<Page<Stored<JobRecord>>> {
    return this.parts.jobs.find({}, { sort: '-createdAt', limit, after: cursor })
  }

  /** It stops after its slice. DomainError `illegal-transition` where it has ended. */
  async cancel(id: string): Promise<Stored<JobRecord>> {
    const job = await this.parts.jobs.change(id, (now) => cancel(now, this.parts.clock.now()), { keyed: true })
    this.tell(job)
    return job
  }

  /** Who watches is told how far each is. */
  news(): Observable<ServerSentEvent> {
    return this.parts.broadcast.messages(CHANNEL).pipe(
      filter(({ service }) => service === this.parts.service),
      map(({ service: _, ...job }) => ({ event: 'job', data: job })),
    )
  }

  /** Goes on with what was left, and begins what starts by itself. */
  @Every(LOOK_MS)
  async look(): Promise<void> {
    if (!this.kinds.size) return
    for (const { kind, hour, once } of this.kinds.values()) {
      if (hour !== undefined) await this.startDaily(kind, hour)
      if (once) await this.startOnce(kind)
    }
    await takeDue(this.parts.jobs, { where: {}, at: 'dueAt', now: this.parts.clock.now(), longestMs: LONGEST_MS }, async (job) => this.take(job))
  }

  /** Waits for what is in hand. */
  async finish(): Promise<void> {
    await Promise.all([...this.runs.values()].map(({ ended }) => ended))
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closed = true
    this.listening?.unsubscribe()
    for (const { run } of this.runs.values()) run.stop()
    await within(this.parts.stopWithinMs ?? STOP_WITHIN_MS, this.finish())
    const hanging = [...this.runs].map(([id, { run }]) => {
      this.logger.warn(`job ${id} is left in its slice, which does not end: it goes on from there at the next start`)
      return run.abandon()
    })
    // The store itself may be what it waits for.
    await within(ABANDON_WITHIN_MS, Promise.allSettled(hanging))
  }

  /** In its hour; at any other where the last time is longer ago than a day and that hour: nobody was there. */
  private async startDaily(kind: string, hour: number): Promise<void> {
    const now = this.parts.clock.now()
    const isHour = (now.getUTCHours() + OFFSET_HOURS) % 24 === hour
    const isDue = () => Math.abs(now.getTime() - (this.begun.get(kind) ?? 0)) >= (isHour ? HOUR_MS : DAY_MS + HOUR_MS)
    if (!isDue()) return
    this.begun.set(kind, (await this.numbered.last(kind))?.createdAt.getTime() ?? 0)
    if (isDue()) this.begun.set(kind, (await this.startOfDay(kind, dayOf(now))).createdAt.getTime())
  }

  /** Where it has failed or was cancelled, the next start of this process tries again. */
  private async startOnce(kind: string): Promise<void> {
    if (this.begun.has(kind)) return
    const last = await this.numbered.last(kind)
    if (last?.state !== 'done' && !(last && isUnfinished(last))) await this.begin(newId(), kind, {})
    this.begun.set(kind, this.parts.clock.now().getTime())
  }

  /** Its id says of which day it is: another instance that starts it as well finds it, also where it has ended by then. */
  private async startOfDay(kind: string, day: string): Promise<Stored<JobRecord>> {
    const id = `${kind}-${day}`
    try {
      return await this.begin(id, kind, {})
    } catch (error) {
      if (error instanceof DuplicateError) return this.get(id)
      throw error
    }
  }

  private take(job: Stored<JobRecord>): void {
    const kind = this.kinds.get(job.kind)
    if (!kind || this.closed || this.runs.has(job.id)) return
    const { jobs, workers, clock, storeEveryMs = STORE_EVERY_MS } = this.parts
    const run = new JobRun(job, kind, { jobs, workers, clock, storeEveryMs, tell: this.tell })
    const { traceparent } = currentContext() ?? {}
    const { id, role } = job.startedBy ?? {}
    const actor = id && role ? { id, role } : undefined
    // Of its own, so that nothing of it stands under the key of the request that started it.
    const ended = runInContext({ correlation: newId(), traceparent, actor }, () => run.run())
      .then((left) => left && this.log(left))
      .catch((error: Error) => this.logger.warn(`${job.kind} ${job.id} waits for its next turn: ${error.message}`))
      .finally(() => this.runs.delete(job.id))
    this.runs.set(job.id, { run, ended })
  }

  private tell = ({ id, kind, state, done, of, cancelling }: JobRecord): void =>
    this.parts.broadcast.publish(CHANNEL, { service: this.parts.service, id, kind, state, done, of, cancelling })

  private log({ kind, id, state, done, error }: JobRecord): void {
    const line = `job ${kind} ${id}: ${state}, ${done} done`
    // What went wrong may say of whom, and is sealed: the log tells where it stands.
    if (error) this.logger.error(`${line}; why is told by GET /api/${this.parts.service}/jobs/${id}`)
    else this.logger.log(line)
  }
}

/** Once it is done, or so long has passed. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise((resolve) => {
    timer = setTimeout(resolve, ms).unref()
  })
  await Promise.race([work, over])
  clearTimeout(timer)
}
