import { performance } from 'node:perf_hooks'
import type Database from 'libsql'
import { runInContext } from '../context'
import { StoreUnavailable } from '../errors'
import { holdFolder, openFile, openReadOnly, unavailable } from './opening'

type Row = Record<string, unknown>
interface Job {
  work: () => unknown
  resolve: (result: never) => void
  reject: (reason: unknown) => void
}

/** Writes that wait together share one transaction; what takes longer (in ms), or is more, waits for the next, so that the door stays open. */
const LONGEST_BATCH = 40
const LARGEST_BATCH = 256

/**
 * The station's one file and its ONE writing connection (SQLite in WAL mode, fsync on every commit). Several connections that write and
 * checkpoint at once are not safe with this SQLite (3.45.1); a lock beside the file keeps a second process out.
 */
export class StationFile {
  private readonly db: Database.Database
  private readonly lock?: Database.Database
  private readonly statements = new Map<string, Database.Statement>()
  private readonly listeners = new Set<() => void>()
  private queue: Job[] = []
  private flushing = false
  private closed = false
  /** For tests and metrics: how many writes shared how many commits, and how long those took. */
  readonly counts = { writes: 0, commits: 0, milliseconds: 0 }

  constructor(
    readonly directory: string,
    private readonly options: { readOnly?: boolean } = {},
  ) {
    if (options.readOnly) {
      this.db = openReadOnly(directory)
      return
    }
    this.lock = holdFolder(directory)
    try {
      this.db = openFile(directory)
    } catch (error) {
      this.lock.close()
      throw error
    }
  }

  /** Tables, in one transaction, before the first write and so outside the queue. */
  define(work: string | (() => void)): void {
    if (this.options.readOnly) return
    try {
      this.run('BEGIN IMMEDIATE')
      if (typeof work === 'string') this.db.exec(work)
      else work()
      this.run('COMMIT')
    } catch (error) {
      this.rollBack()
      throw unavailable(error)
    }
  }

  all<R = Row>(sql: string, ...values: unknown[]): R[] {
    return this.statement(sql).all(bound(values)) as R[]
  }

  get<R = Row>(sql: string, ...values: unknown[]): R | undefined {
    return this.statement(sql).get(bound(values)) as R | undefined
  }

  /** Rows one by one. Nothing may be written while they are read. */
  iterate<R = Row>(sql: string, ...values: unknown[]): IterableIterator<R> {
    return this.statement(sql).iterate(bound(values)) as IterableIterator<R>
  }

  /** What `work` reads is of one moment, whatever another process writes meanwhile. For a file opened read-only. */
  async inOneMoment<R>(work: () => Promise<R>): Promise<R> {
    if (!this.options.readOnly) return work()
    this.db.exec('BEGIN')
    try {
      return await work()
    } finally {
      this.rollBack()
    }
  }

  /** Inside `write` only. */
  run(sql: string, ...values: unknown[]): { changes: number } {
    return this.statement(sql).run(bound(values))
  }

  /**
   * Runs `work` inside the transaction that the waiting writes share, in a savepoint of its own, and answers once it is on the disk.
   * What `work` throws undoes its own part only; a failed commit fails them all with StoreUnavailable.
   */
  write<R>(work: () => R): Promise<R> {
    if (this.closed) return Promise.reject(new StoreUnavailable('the store is closed'))
    return new Promise<R>((resolve, reject) => {
      this.queue.push({ work, resolve: resolve as never, reject })
      if (!this.flushing) this.flushSoon()
    })
  }

  /** Calls back after every commit. */
  onCommit(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** As if the disk held no more than `pages` pages of 4 KiB; 0 takes that back. For tests. */
  limitPages(pages: number): void {
    this.db.pragma(`max_page_count = ${pages || 0xfffffffe}`)
  }

  /** Writes what waits, then lets go of the file and its lock. */
  async close(): Promise<void> {
    if (this.closed) return
    this.closed = true
    while (this.flushing) await new Promise(setImmediate)
    this.statements.clear()
    // libsql lets go of the file only when its statements are collected: the one file must be whole without that.
    if (!this.options.readOnly) this.checkpoint()
    this.db.close()
    this.lock?.close()
  }

  private checkpoint(): void {
    try {
      this.db.pragma('wal_checkpoint(TRUNCATE)')
    } catch {
      // On a full disk the log stays, and is read again at the next start.
    }
  }

  private flushSoon(): void {
    this.flushing = true
    // What others wait for is nobody's context.
    runInContext(undefined, () => setImmediate(() => this.flush()))
  }

  private flush(): void {
    const batch: Job[] = []
    const began = performance.now()
    const answers: (() => void)[] = []
    try {
      this.run('BEGIN IMMEDIATE')
      while (this.queue.length && batch.length < LARGEST_BATCH && performance.now() - began < LONGEST_BATCH) {
        const job = this.queue.shift() as Job
        batch.push(job)
        answers.push(this.perform(job))
      }
      this.run('COMMIT')
      this.counts.writes += batch.length
      this.counts.commits += 1
      this.counts.milliseconds += performance.now() - began
      for (const answer of answers) answer()
    } catch (error) {
      this.rollBack()
      for (const job of batch) job.reject(unavailable(error))
    }
    if (this.queue.length) this.flushSoon()
    else this.flushing = false
    for (const listener of this.listeners) listener()
  }

  private perform({ work, resolve, reject }: Job): () => void {
    this.run('SAVEPOINT job')
    try {
      const result = work()
      this.run('RELEASE job')
      return () => resolve(result as never)
    } catch (error) {
      // A full disk or a broken one may have ended the whole transaction.
      if (!this.db.inTransaction || isStoreFault(error)) throw error
      this.run('ROLLBACK TO job')
      this.run('RELEASE job')
      return () => reject(error)
    }
  }

  private rollBack(): void {
    try {
      if (this.db.inTransaction) this.db.exec('ROLLBACK')
    } catch {
      // The fault that brought us here is told; SQLite rolls back by itself where it can not be asked to.
    }
  }

  private statement(sql: string): Database.Statement {
    let statement = this.statements.get(sql)
    if (!statement) {
      statement = this.db.prepare(sql)
      this.statements.set(sql, statement)
    }
    return statement
  }
}

/** libsql ends the whole process on a truth value, and ends a text at its first NUL. */
function bound(values: unknown[]): unknown[] {
  for (const value of values) {
    if (typeof value === 'boolean' || (typeof value === 'string' && value.includes('\0')))
      throw new TypeError('this value cannot be stored in SQLite')
  }
  return values
}

const isStoreFault = (error: unknown) => /^SQLITE_(FULL|IOERR|READONLY|CORRUPT|NOTADB|CANTOPEN|BUSY)/.test((error as { code?: string }).code ?? '')
