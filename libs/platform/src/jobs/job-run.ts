import { type Clock, newId } from '@yiwang/domain'
import type { Collection, Stored } from '@yiwang/persistence'
import { nextTurn, StoreUnavailable } from '@yiwang/persistence/stores'
import type { JobInHand, Step } from './declared'
import { advance, fail, isUnfinished, type JobRecord, LEASE_MS, type Reached, release, renew, take } from './job'
import type { Workers } from './workers'

/** A kind of job as an instance can run it. */
export interface Kind {
  read(input: string): unknown
  take(input: unknown, position: unknown, work: JobInHand): Promise<Step<unknown>>
}

interface Around {
  jobs: Collection<JobRecord>
  workers: Workers
  clock: Clock
  /** How far it is was stored. */
  tell(job: Stored<JobRecord>): void
  /** Positions are stored so often at most: several slices together. */
  storeEveryMs: number
}

/** Why a run stops before its job has ended. */
const STOPPED = 'stopped'

/** One job in the hands of one instance, from the slice where it was to its end, or until somebody cancels it or the instance stops. */
export class JobRun implements JobInHand {
  private readonly holder = newId()
  private readonly stopping = new AbortController()
  private reached: Reached
  private storedAt = performance.now()
  /** It is another's by now, or over. */
  private lost = false
  private renewing?: NodeJS.Timeout

  constructor(
    private readonly job: Stored<JobRecord>,
    private readonly kind: Kind,
    private readonly around: Around,
  ) {
    const { position, done, of } = job
    this.reached = { position, done, of }
  }

  get signal(): AbortSignal {
    return this.stopping.signal
  }

  elsewhere: Workers['call'] = (what, given) => this.around.workers.call(what, given, this.signal)

  /** After the slice in hand: cancelled, or left to whoever comes next. */
  stop(): void {
    this.stopping.abort(new Error(STOPPED))
  }

  /** Lets go of it though its slice goes on: whoever comes next takes it from where that began, and what still comes of it here counts no more. */
  async abandon(): Promise<void> {
    clearInterval(this.renewing)
    await this.change((job, now) => release(job, this.holder, this.reached, now))
  }

  /** The job as this instance leaves it; undefined where it was another's turn. */
  async run(): Promise<Stored<JobRecord> | undefined> {
    const mine = await this.change((job, now) => take(job, this.holder, now))
    if (!mine || !isUnfinished(mine)) return mine
    const { position, done, of } = mine
    this.reached = { position, done, of }
    this.renewing = setInterval(() => void this.renew().catch(() => undefined), LEASE_MS / 3).unref()
    try {
      const input = this.kind.read(mine.input ?? '{}')
      for (;;) {
        this.signal.throwIfAborted()
        const left = await this.step(input)
        if (this.lost || (left && !isUnfinished(left))) return left
        await nextTurn()
      }
    } catch (error) {
      const left = this.signal.aborted || error instanceof StoreUnavailable
      if (left) return this.change((job, now) => release(job, this.holder, this.reached, now))
      return this.change((job, now) => fail(job, this.holder, this.reached, error, now))
    } finally {
      clearInterval(this.renewing)
    }
  }

  /** One slice; the job where that was stored. */
  private async step(input: unknown): Promise<Stored<JobRecord> | undefined> {
    const { position } = this.reached
    const { next, done = this.reached.done, of = this.reached.of } = await this.kind.take(input, position && JSON.parse(position), this)
    this.reached = { position: JSON.stringify(next), over: next === undefined, done, of }
    if (next !== undefined && performance.now() - this.storedAt < this.around.storeEveryMs) return undefined
    this.storedAt = performance.now()
    return this.change((job, now) => advance(job, this.holder, this.reached, now))
  }

  private async renew(): Promise<void> {
    const job = await this.change((now, at) => renew(now, this.holder, at))
    if (!job || job.cancelling) this.stop()
  }

  private async change(decide: (job: JobRecord, now: Date) => ReturnType<typeof take>): Promise<Stored<JobRecord> | undefined> {
    const { jobs, clock, tell } = this.around
    let changed = false
    const job = await jobs.change(this.job.id, (now) => {
      const decision = decide(now, clock.now())
      changed = decision !== undefined
      return decision
    })
    this.lost = !changed
    if (!changed) return undefined
    tell(job)
    return job
  }
}
