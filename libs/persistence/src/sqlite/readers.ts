import type { Beside, Prepared } from './opening'

type Row = Record<string, unknown>

/** A question that takes long must not keep the others waiting; more would only take the thread's core away. */
const READERS = 2

interface Reader {
  db: Beside
  /** Kept: where one is thrown away while another runs, the thread waits for it. */
  statements: Map<string, Promise<Prepared>>
}

/** Connections that read what is committed, off the thread, each one question at a time. */
export class Readers {
  private readonly all: Reader[] = []
  private readonly free: Reader[] = []
  private readonly waiting: ((reader: Reader) => void)[] = []

  constructor(private readonly open: () => Beside) {}

  /** SQLite finds all rows before it gives the first: libsql works out a first row off the thread, and every further one on it. */
  async rows(sql: string, values: unknown[]): Promise<Row[]> {
    const reader = await this.take()
    try {
      return await (await this.statement(reader, sql)).all(values)
    } finally {
      const next = this.waiting.shift()
      if (next) next(reader)
      else this.free.push(reader)
    }
  }

  close(): void {
    for (const { db } of this.all) db.close()
  }

  private take(): Reader | Promise<Reader> {
    const free = this.free.pop()
    if (free) return free
    if (this.all.length === READERS) return new Promise((resolve) => this.waiting.push(resolve))
    const reader = { db: this.open(), statements: new Map() }
    this.all.push(reader)
    return reader
  }

  private statement({ db, statements }: Reader, sql: string): Promise<Prepared> {
    const known = statements.get(sql)
    if (known) return known
    const prepared = db.prepare(`WITH found AS MATERIALIZED (${sql}) SELECT * FROM found`)
    statements.set(sql, prepared)
    // It may do next time.
    prepared.catch(() => statements.delete(sql))
    return prepared
  }
}
