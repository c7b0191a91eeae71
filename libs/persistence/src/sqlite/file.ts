import { performance } from 'node:perf_hooks'
import { Logger } from '@nestjs/common'
import type Database from 'libsql'
import { StoreUnavailable } from '../errors'
import type { Tell } from '../tell'
import { type Beside, holdFolder, isStoreFault, openBeside, openFile, openReadOnly, openReadOnlyBeside, unavailable, walBytes } from './opening'
import { Readers } from './readers'
import { type Patience, WriteQueue } from './write-queue'

type Row = Record<string, unknown>

/** How often what was committed is carried from SQLite's write-ahead log into the file, in milliseconds. */
const CHECKPOINT_EVERY = 1_000
/** Beside an import: nobody is to wait for longer than that. */
const LONGEST_CHECKPOINT = 40
const SHORTEST_PAUSE = 50

/**
 * The pause before the next checkpoint, after one of `took` ms. The rows of an import lie all over the file: a second's worth of them is written for a third of a second,
 * in which nobody else can write. So while rows come that are not urgent it is done oftener, with less at a time.
 */
export const pauseAfter = (pause: number, took: number, isImporting: boolean): number =>
  isImporting ? Math.min(CHECKPOINT_EVERY, Math.max(SHORTEST_PAUSE, (pause * LONGEST_CHECKPOINT) / Math.max(took, 1))) : CHECKPOINT_EVERY

/**
 * The station's one file and its ONE writing connection (SQLite in WAL mode, fsync on every commit). Several connections that write and
 * checkpoint at once are not safe with this SQLite (3.45.1): a lock beside the file keeps a second process out, and what takes long (checkpoints) has a connection of
 * its own, off the thread, and its turn in the queue of writes.
 */
export class StationFile {
  private readonly db: Database.Database
  private readonly lock?: Database.Database
  private readonly statements = new Map<string, Database.Statement>()
  private readonly queue: WriteQueue
  private beside?: Beside
  private readonly readers = new Readers(() => openReadOnlyBeside(this.directory, this.options.name))
  private checkpointing?: NodeJS.Timeout
  private pause = CHECKPOINT_EVERY
  /** The last checkpoint failed, and that was told. */
  private uncarried = false
  private readonly logger = new Logger('store')
  private closed = false
  private readonly closing: (() => void)[] = []
  /** Of long work before anybody is let in. */
  readonly tell: Tell

  constructor(
    readonly directory: string,
    private readonly options: { readOnly?: boolean /** A copy of it, to be read. */; name?: string; patience?: Patience; tell?: Tell } = {},
  ) {
    this.tell = options.tell ?? ((line) => this.logger.log(line))
    this.queue = new WriteQueue(this, options.patience)
    if (options.readOnly) {
      this.db = openReadOnly(directory, options.name)
      return
    }
    this.lock = holdFolder(directory)
    try {
      this.db = openFile(directory)
    } catch (error) {
      this.lock.close()
      throw error
    }
    this.onCommit(() => {
      if (!this.closed) this.checkpointing ??= setTimeout(() => this.checkpoint(), this.pause).unref()
    })
  }

  /** Tables, in one transaction, before the first write and so outside the queue. */
  define<R>(work: string | (() => R)): R | undefined {
    if (this.options.readOnly) return undefined
    try {
      this.run('BEGIN IMMEDIATE')
      const result = typeof work === 'string' ? void this.db.exec(work) : work()
      this.run('COMMIT')
      return result
    } catch (error) {
      this.rollBack()
      throw unavailable(error)
    }
  }

  /** Throws StoreUnavailable where the file cannot be read now; so do `get` and `iterate`. */
  all<R = Row>(sql: string, ...values: unknown[]): R[] {
    return asRead(() => this.statement(sql).all(bound(values)) as R[])
  }

  get<R = Row>(sql: string, ...values: unknown[]): R | undefined {
    return asRead(() => this.statement(sql).get(bound(values)) as R | undefined)
  }

  /** Rows one by one. Nothing may be written while they are read. */
  *iterate<R = Row>(sql: string, ...values: unknown[]): IterableIterator<R> {
    const rows = asRead(() => this.statement(sql).iterate(bound(values)) as IterableIterator<R>)
    for (let row = asRead(() => rows.next()); !row.done; row = asRead(() => rows.next())) yield row.value
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

  /** Rows of what is committed, read on another connection and off the thread: for a question that looks at many. */
  async allBeside<R = Row>(sql: string, ...values: unknown[]): Promise<R[]> {
    if (this.closed) throw new StoreUnavailable('the store is closed')
    try {
      return (await this.readers.rows(sql, bound(values))) as R[]
    } catch (error) {
      throw isStoreFault(error) ? unavailable(error) : error
    }
  }

  /** Inside `write` only. */
  run(sql: string, ...values: unknown[]): { changes: number; lastInsertRowid: number } {
    return this.statement(sql).run(bound(values)) as { changes: number; lastInsertRowid: number }
  }

  /**
   * Runs `work` inside the transaction that the waiting writes share, in a savepoint of its own, and answers once it is on the disk.
   * What `work` throws undoes its own part only; a failed commit fails them all with StoreUnavailable, and so does a transaction that cannot begin for long.
   */
  write<R>(work: () => R): Promise<R> {
    if (this.closed) return Promise.reject(new StoreUnavailable('the store is closed'))
    return this.queue.add(work)
  }

  /** As `write`, behind whatever else waits to be written: for the rows of an import. */
  writeLater<R>(work: () => R): Promise<R> {
    if (this.closed) return Promise.reject(new StoreUnavailable('the store is closed'))
    return this.queue.addLater(work)
  }

  /** Whether nothing is written beside the queue: only then may `define` be called. */
  get isFree(): boolean {
    return !this.queue.isBusy
  }

  /** One long statement on a connection of its own, off the thread, while nothing else is written. Answers how many milliseconds that took. */
  besides(sql: string): Promise<number> {
    if (this.closed) return Promise.reject(new StoreUnavailable('the store is closed'))
    return this.queue.alone(async () => {
      this.beside ??= await openBeside(this.directory)
      const began = performance.now()
      await this.beside.exec(sql)
      return performance.now() - began
    })
  }

  /** Calls back after every commit. */
  onCommit = (listener: () => void): (() => void) => this.queue.onCommit(listener)

  /** Calls back where what a transaction has written so far is not stored, or not all of it; before it goes on, or its end is told. */
  onUndone = (listener: () => void): (() => void) => this.queue.onUndone(listener)

  /** Calls back when it is let go of, before its lock is. */
  onClose(listener: () => void): void {
    this.closing.push(listener)
  }

  get counts() {
    return this.queue.counts
  }

  /** How large SQLite's write-ahead log is: what is to be carried into the file, or room that is written over again. */
  get walBytes(): number {
    return walBytes(this.directory)
  }

  get inTransaction(): boolean {
    return this.db.inTransaction
  }

  get place(): string {
    return `the data folder ${this.directory}`
  }

  /** As if the disk held no more than `pages` pages of 4 KiB; 0 takes that back. For tests. */
  limitPages(pages: number): void {
    this.db.pragma(`max_page_count = ${pages || 0xfffffffe}`)
  }

  /** Writes what waits, then lets go of the file and its lock. */
  async close(): Promise<void> {
    if (this.closed) return
    this.closed = true
    clearTimeout(this.checkpointing)
    await this.queue.ended()
    this.statements.clear()
    this.beside?.close()
    this.readers.close()
    // libsql lets go of the file only when its statements are collected: the one file must be whole without that.
    if (!this.options.readOnly) this.checkpointAtTheEnd()
    for (const close of this.closing) close()
    this.db.close()
    this.lock?.close()
  }

  /** Where that fails (a full disk) the log stays, which is told once, and the next commit leads here again. */
  private async checkpoint(): Promise<void> {
    try {
      const took = await this.besides('PRAGMA wal_checkpoint(PASSIVE)')
      this.pause = pauseAfter(this.pause, took, this.queue.isImporting)
      if (this.uncarried) this.logger.log(`${this.place}: what is committed is carried into station.db again`)
      this.uncarried = false
    } catch (error) {
      const { message } = error as Error
      if (!this.uncarried) this.logger.warn(`${this.place}: what is committed stays in station.db-wal, which grows: ${message}. It is tried again`)
      this.uncarried = true
    }
    this.checkpointing = undefined
  }

  private checkpointAtTheEnd(): void {
    try {
      this.db.pragma('wal_checkpoint(TRUNCATE)')
    } catch {
      // On a full disk the log stays, and is read again at the next start.
    }
  }

  /** Whatever transaction is open. */
  rollBack(): void {
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

function asRead<R>(read: () => R): R {
  try {
    return read()
  } catch (error) {
    throw isStoreFault(error) ? unavailable(error) : error
  }
}
