import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import Database from 'libsql'
import { StoreUnavailable } from '../errors'

type Row = Record<string, unknown>
interface Job {
  work: () => unknown
  resolve: (result: never) => void
  reject: (reason: unknown) => void
}

/** Writes that wait together share one transaction; more than these wait for the next, so that the door stays open. */
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
    const file = join(directory, 'station.db')
    try {
      if (options.readOnly) {
        this.db = new Database(file, { readonly: true, fileMustExist: true } as Database.Options)
        return
      }
      mkdirSync(directory, { recursive: true })
      accessSync(directory, constants.W_OK)
      this.lock = holdLock(directory)
      this.db = new Database(file)
      for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'temp_store = MEMORY', 'cache_size = -16000']) this.db.pragma(pragma)
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error
      const { code, message } = error as Error & { code?: string }
      if (code === 'EROFS' || code === 'EACCES' || code?.startsWith('SQLITE_READONLY')) throw new StoreUnavailable(`the data folder ${directory} cannot be written`, error)
      if (code === 'ENOSPC' || code === 'SQLITE_FULL') throw new StoreUnavailable(`the disk that holds ${directory} is full`, error)
      throw new StoreUnavailable(`the data folder ${directory} cannot be opened: ${message}`, error)
    }
  }

  /** Creates tables. Before the first write, so outside the queue. */
  define(sql: string): void {
    if (this.options.readOnly) return
    try {
      this.db.exec(sql)
    } catch (error) {
      throw unavailable(error)
    }
  }

  all<R = Row>(sql: string, ...values: unknown[]): R[] {
    return this.statement(sql).all(values) as R[]
  }

  get<R = Row>(sql: string, ...values: unknown[]): R | undefined {
    return this.statement(sql).get(values) as R | undefined
  }

  /** Rows one by one. Nothing may be written while they are read. */
  iterate<R = Row>(sql: string, ...values: unknown[]): IterableIterator<R> {
    return this.statement(sql).iterate(values) as IterableIterator<R>
  }

  /** Inside `write` only. */
  run(sql: string, ...values: unknown[]): { changes: number } {
    return this.statement(sql).run(values)
  }

  /**
   * Runs `work` inside the transaction that the waiting writes share, in a savepoint of its own, and answers once it is on the disk.
   * What `work` throws undoes its own part only; a failed commit fails them all with StoreUnavailable.
   */
  write<R>(work: () => R): Promise<R> {
    if (this.closed) return Promise.reject(new StoreUnavailable('the store is closed'))
    return new Promise<R>((resolve, reject) => {
      this.queue.push({ work, resolve: resolve as never, reject })
      if (!this.flushing) {
        this.flushing = true
        setImmediate(() => this.flush())
      }
    })
  }

  /** Calls back after every commit. */
  onCommit(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Writes what waits, then lets go of the file and its lock. */
  async close(): Promise<void> {
    if (this.closed) return
    while (this.queue.length || this.flushing) await new Promise(setImmediate)
    this.closed = true
    this.db.close()
    this.lock?.close()
  }

  private flush(): void {
    const batch = this.queue.splice(0, LARGEST_BATCH)
    const began = performance.now()
    const answers: (() => void)[] = []
    try {
      this.db.exec('BEGIN IMMEDIATE')
      for (const job of batch) answers.push(this.perform(job))
      this.db.exec('COMMIT')
      this.counts.writes += batch.length
      this.counts.commits += 1
      this.counts.milliseconds += performance.now() - began
      for (const answer of answers) answer()
    } catch (error) {
      if (this.db.inTransaction) this.db.exec('ROLLBACK')
      for (const job of batch) job.reject(unavailable(error))
    }
    this.flushing = this.queue.length > 0
    if (this.flushing) setImmediate(() => this.flush())
    for (const listener of this.listeners) listener()
  }

  private perform({ work, resolve, reject }: Job): () => void {
    this.db.exec('SAVEPOINT job')
    try {
      const result = work()
      this.db.exec('RELEASE job')
      return () => resolve(result as never)
    } catch (error) {
      // A full disk or a broken one may have ended the whole transaction.
      if (!this.db.inTransaction || isStoreFault(error)) throw error
      this.db.exec('ROLLBACK TO job')
      this.db.exec('RELEASE job')
      return () => reject(error)
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

/** An exclusive transaction on a file of its own, held as long as the process lives: the system lets it go even after kill -9. */
function holdLock(directory: string): Database.Database {
  const lock = new Database(join(directory, 'lock.db'))
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) throw new StoreUnavailable(`another process is using the data folder ${directory}; stop it first`)
    throw error
  }
}

const isStoreFault = (error: unknown) => /^SQLITE_(FULL|IOERR|READONLY|CORRUPT|NOTADB|CANTOPEN|BUSY)/.test((error as { code?: string }).code ?? '')

function unavailable(error: unknown): StoreUnavailable {
  const { code = '', message } = error as Error & { code?: string }
  if (code.startsWith('SQLITE_FULL')) return new StoreUnavailable('the disk is full: nothing was stored', error)
  if (code.startsWith('SQLITE_READONLY')) return new StoreUnavailable('the data folder cannot be written: nothing was stored', error)
  return new StoreUnavailable(`the store failed: ${message}`, error)
}
