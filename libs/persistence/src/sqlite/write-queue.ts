import { performance } from 'node:perf_hooks'
import { Logger } from '@nestjs/common'
import { runInContext } from '../context'
import { isStoreFault, unavailable } from './opening'

interface Job {
  work: () => unknown
  resolve: (result: never) => void
  reject: (reason: unknown) => void
  /** When it began to wait. */
  since: number
  /** It writes by itself, and takes its time. */
  alone?: true
}

/** What the queue asks of the one connection that writes. */
export interface WritingConnection {
  readonly place: string
  readonly inTransaction: boolean
  run(sql: string): unknown
  rollBack(): void
}

/** Milliseconds. */
export interface Patience {
  /** So long a write waits for a transaction to begin, then it is refused. */
  waits: number
  /** How often it is tried. */
  every: number
}
const PATIENCE: Patience = { waits: 2_000, every: 50 }

/** Writes that wait together share one transaction; what takes longer (in ms), or is more, waits for the next, so that the door stays open. */
const LONGEST_BATCH = 25
const LARGEST_BATCH = 256

/** Of what is not urgent, in milliseconds. */
export interface Pace {
  /** So long it shares a transaction of its own: whoever comes meanwhile waits for no more. */
  slice: number
  /** Where others come without end, it has a turn so long after its last all the same. */
  every: number
}
const PACE: Pace = { slice: 10, every: 50 }

/**
 * The order in which everything is written: as it came, and what is not urgent when nothing else waits, a slice at a time. Where no transaction can begin (another program has locked the file, the disk errs), writes wait and it is tried again, with
 * pauses in which everything else goes on; who has waited too long is refused, and the log says so once, and once when it goes on.
 */
export class WriteQueue {
  private waiting: Job[] = []
  /** What is not urgent. */
  private later: Job[] = []
  private lastSlice = 0
  private running?: Promise<void>
  private busy = false
  /** No transaction has begun since; `told` once somebody was refused. */
  private stuck?: { since: number; told: boolean }
  private readonly listeners = new Set<() => void>()
  private readonly undoing = new Set<() => void>()
  private readonly logger = new Logger('store')
  /** For tests and metrics: how many writes shared how many commits, how long those took, and how often none could begin. */
  readonly counts = { writes: 0, commits: 0, milliseconds: 0, stuck: 0 }

  constructor(
    private readonly connection: WritingConnection,
    private readonly patience: Patience = PATIENCE,
    private readonly pace: Pace = PACE,
  ) {}

  /** Answers once the work is on the disk. */
  add = <R>(work: () => R): Promise<R> => this.join<R>({ work })

  /** The same for what is not urgent, such as the rows of an import: behind whatever else waits. */
  addLater = <R>(work: () => R): Promise<R> => this.join<R>({ work }, this.later)

  /** Runs work that writes on another connection, while nothing else is written. */
  alone = <R>(work: () => Promise<R>): Promise<R> => this.join<R>({ work, alone: true })

  /** Whether such work is in hand: nothing may be written beside it. */
  get isBusy(): boolean {
    return this.busy
  }

  /** Whether rows wait that are not urgent. */
  get isImporting(): boolean {
    return this.later.length > 0
  }

  /** Calls back after every commit. */
  onCommit(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Calls back where a write is undone, or all of a transaction. */
  onUndone(listener: () => void): () => void {
    this.undoing.add(listener)
    return () => this.undoing.delete(listener)
  }

  /** Until nothing waits: what cannot be written is refused by then. */
  async ended(): Promise<void> {
    await this.running
  }

  private join<R>(job: Pick<Job, 'work' | 'alone'>, line = this.waiting): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      line.push({ ...job, resolve: resolve as never, reject, since: performance.now() })
      // What others wait for is nobody's context.
      this.running ??= runInContext(undefined, () => this.run())
    })
  }

  private async run(): Promise<void> {
    while (this.waiting.length || this.later.length) {
      await new Promise(setImmediate)
      const isLater = this.isTurnOfLater()
      if (!isLater && this.waiting[0].alone) await this.performAlone(this.waiting.shift() as Job)
      else if (this.begin()) this.flush(isLater)
      else await new Promise((resolve) => setTimeout(resolve, this.patience.every))
    }
    this.running = undefined
  }

  private isTurnOfLater(): boolean {
    return this.later.length > 0 && (!this.waiting.length || performance.now() - this.lastSlice > this.pace.every)
  }

  private begin(): boolean {
    try {
      this.connection.run('BEGIN IMMEDIATE')
    } catch (error) {
      this.counts.stuck += 1
      // Where a fault before has left a transaction open.
      this.connection.rollBack()
      this.refuseLate(error)
      return false
    }
    if (this.stuck?.told) this.logger.log(`${this.connection.place} is written again, after ${seconds(this.stuck.since)} s`)
    this.stuck = undefined
    return true
  }

  private refuseLate(error: unknown): void {
    const now = performance.now()
    this.stuck ??= { since: now, told: false }
    const { stuck, patience } = this
    const isLate = ({ since }: Job) => now - since >= patience.waits
    const late = [...this.waiting, ...this.later].filter(isLate)
    if (!late.length) return
    const fault = unavailable(error)
    if (!stuck.told) this.logger.error(`${this.connection.place} cannot be written: ${(fault as Error).message}. It is tried again until it can be`)
    stuck.told = true
    this.waiting = this.waiting.filter((job) => !isLate(job))
    this.later = this.later.filter((job) => !isLate(job))
    for (const { reject } of late) reject(fault)
  }

  private flush(isLater: boolean): void {
    const line = isLater ? this.later : this.waiting
    const longest = isLater ? this.pace.slice : LONGEST_BATCH
    const batch: Job[] = []
    const began = performance.now()
    const answers: (() => void)[] = []
    try {
      const hasTime = () => !batch.length || performance.now() - began < longest
      while (line.length && !line[0].alone && batch.length < LARGEST_BATCH && hasTime()) {
        const job = line.shift() as Job
        batch.push(job)
        answers.push(this.perform(job))
      }
      this.connection.run('COMMIT')
      this.counts.writes += batch.length
      this.counts.commits += 1
      this.counts.milliseconds += performance.now() - began
      for (const answer of answers) answer()
    } catch (error) {
      this.connection.rollBack()
      for (const listener of this.undoing) listener()
      for (const job of batch) job.reject(unavailable(error))
    }
    if (isLater) this.lastSlice = performance.now()
    for (const listener of this.listeners) listener()
  }

  private async performAlone({ work, resolve, reject }: Job): Promise<void> {
    this.busy = true
    try {
      resolve((await work()) as never)
    } catch (error) {
      reject(unavailable(error))
    } finally {
      this.busy = false
    }
  }

  /** In a savepoint of its own. */
  private perform({ work, resolve, reject }: Job): () => void {
    this.connection.run('SAVEPOINT job')
    try {
      const result = work()
      this.connection.run('RELEASE job')
      return () => resolve(result as never)
    } catch (error) {
      // A full disk or a broken one may have ended the whole transaction.
      if (!this.connection.inTransaction || isStoreFault(error)) throw error
      this.connection.run('ROLLBACK TO job')
      this.connection.run('RELEASE job')
      for (const listener of this.undoing) listener()
      return () => reject(error)
    }
  }
}

const seconds = (since: number) => ((performance.now() - since) / 1000).toFixed(1)
