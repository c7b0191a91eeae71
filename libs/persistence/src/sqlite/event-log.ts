import { topicOfSource } from '@yiwang/contracts'
import { StoreUnavailable } from '../errors'
import { faultOf, type StoredEvent } from '../stored-event'
import type { StationFile } from './file'

/** The same number for every topic, for good: a key must never move to another partition. */
export const PARTITIONS = 12

/** FNV-1a of the key. */
export function partitionOf(key: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  return (hash >>> 0) % PARTITIONS
}

/** Where a consumer group goes on in a partition: everything before `next` was taken. */
export interface Position {
  consumer: string
  topic: string
  partition: number
  next: number
}

export interface LoggedEvent {
  /** Place in the whole log. */
  position: number
  topic: string
  partition: number
  offset: number
  event: StoredEvent
}

/** A place in the log whose row cannot be read as the event that was stored there. */
export interface UnreadableRow {
  topic: string
  partition: number
  offset: number
  /** A plain sentence that names the row. */
  fault: string
}

interface LogRow {
  position: number
  topic: string
  partition: number
  offset: number
  source: string
  subject: string
  sequence: number
  event: string
}

function toLogged({ position, topic, partition, offset, source, subject, sequence, event: text }: LogRow): LoggedEvent | UnreadableRow {
  const kept = parsed(text)
  const event = { ...kept, source, subject, sequence } as StoredEvent
  const fault = kept === undefined ? 'it is not JSON' : faultOf(event, topic)
  if (fault) return { topic, partition, offset, fault: `position ${position} of the log, event ${sequence} of ${source}/${subject}: ${fault}` }
  return { position, topic, partition, offset, event }
}

function parsed(text: string): object | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A sector that the disk does not give, or a page that is none any more: others can be read. Not so a file that is locked. */
const isOfOnePlace = (error: unknown) => /^SQLITE_(CORRUPT|IOERR)/.test(((error as Error).cause as { code?: string } | undefined)?.code ?? '')

/** So many of a partition's latest events are at hand in memory. */
const AT_HAND = 64

/** The latest of a partition, up to its end as it is committed: what a reader finds here is not read from the file. */
interface Tail {
  /** The offset of the first. */
  from: number
  events: LoggedEvent[]
}

/** The station's durable log: topics, partitions and offsets as Kafka has them, kept for good, in the same file and transaction as the documents. */
export class EventLog {
  /** By this transaction, in the order of the log; and where. */
  private appended: LoggedEvent[] = []
  private readonly touched = new Map<string, [topic: string, partition: number]>()
  /** The offset that a partition's next event takes, within this transaction. Not known where nothing was appended since the last undoing. */
  private readonly ends = new Map<string, number>()
  private readonly tails = new Map<string, Tail>()
  private readonly listeners = new Set<(topic: string, partition: number) => void>()
  private readonly readLately = new Map<string, LoggedEvent[]>()

  constructor(readonly file: StationFile) {
    file.onCommit(() => this.committed())
    file.onUndone(() => this.undone())
    file.define(`
      CREATE TABLE IF NOT EXISTS log (
        position INTEGER PRIMARY KEY, topic TEXT NOT NULL, partition INTEGER NOT NULL, offset INTEGER NOT NULL,
        source TEXT NOT NULL, subject TEXT NOT NULL, sequence INTEGER NOT NULL, event TEXT NOT NULL);
      CREATE UNIQUE INDEX IF NOT EXISTS log_by_offset ON log (topic, partition, offset);
      CREATE UNIQUE INDEX IF NOT EXISTS log_by_aggregate ON log (source, subject, sequence);
      CREATE TABLE IF NOT EXISTS positions (
        consumer TEXT NOT NULL, topic TEXT NOT NULL, partition INTEGER NOT NULL, next INTEGER NOT NULL, PRIMARY KEY (consumer, topic, partition)) WITHOUT ROWID;`)
  }

  /** Calls back after a commit, for each partition that may hold something new. */
  onAppend(listener: (topic: string, partition: number) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Inside a write of the file. */
  append(events: StoredEvent[]): void {
    for (const event of events) {
      const { source, subject, sequence, ...rest } = event
      const topic = topicOfSource(source)
      const partition = partitionOf(subject)
      const place = `${topic}/${partition}`
      const offset = this.ends.get(place) ?? this.end(topic, partition)
      const { lastInsertRowid } = this.file.run(
        'INSERT INTO log (topic, partition, offset, source, subject, sequence, event) VALUES (?, ?, ?, ?, ?, ?, ?)',
        topic,
        partition,
        offset,
        source,
        subject,
        sequence,
        JSON.stringify(rest),
      )
      this.ends.set(place, offset + 1)
      this.appended.push({ position: lastInsertRowid, topic, partition, offset, event })
      this.touched.set(place, [topic, partition])
    }
  }

  /** The offset that the next event of a partition will take. */
  end(topic: string, partition: number): number {
    return (
      (this.file.get<{ last: number | null }>('SELECT max(offset) AS last FROM log WHERE topic = ? AND partition = ?', topic, partition)?.last ??
        -1) + 1
    )
  }

  /** From an offset on, up to the first row that cannot be read, which is the last then. What was written lately, or read by another group, is at hand. */
  read(topic: string, partition: number, from: number, limit: number): (LoggedEvent | UnreadableRow)[] {
    const key = `${topic}/${partition}`
    const tail = this.tails.get(key)
    if (tail && from >= tail.from) return tail.events.slice(from - tail.from, from - tail.from + limit)
    const lately = this.readLately.get(key) ?? []
    const at = from - (lately[0]?.offset ?? from)
    if (at >= 0 && at < lately.length) return lately.slice(at, at + limit)
    const found = this.found(topic, partition, from, limit)
    const bad = found.findIndex((one) => 'fault' in one)
    if (bad >= 0) return found.slice(0, bad + 1)
    if (found.length) this.readLately.set(key, found as LoggedEvent[])
    return found
  }

  private committed(): void {
    for (const one of this.appended) this.keepAtHand(one)
    this.appended = []
    const touched = [...this.touched.values()]
    this.touched.clear()
    for (const [topic, partition] of touched) for (const listener of this.listeners) listener(topic, partition)
  }

  private keepAtHand(one: LoggedEvent): void {
    const key = `${one.topic}/${one.partition}`
    const tail = this.tails.get(key)
    if (!tail || tail.from + tail.events.length !== one.offset) this.tails.set(key, { from: one.offset, events: [one] })
    else if (tail.events.push(one) > AT_HAND) {
      tail.events.shift()
      tail.from += 1
    }
  }

  /** Of this transaction something is not stored, or nothing: what is, is read from the file. */
  private undone(): void {
    this.appended = []
    this.ends.clear()
    this.tails.clear()
  }

  private found(topic: string, partition: number, from: number, limit: number): (LoggedEvent | UnreadableRow)[] {
    try {
      const sql = 'SELECT * FROM log WHERE topic = ? AND partition = ? AND offset >= ? ORDER BY offset LIMIT ?'
      return this.file.all<LogRow>(sql, topic, partition, from, limit).map(toLogged)
    } catch (error) {
      if (!isOfOnePlace(error)) throw error
      // Of many rows one by one: those before the one that the disk does not give are fine.
      if (limit > 1) return this.found(topic, partition, from, 1)
      return [{ topic, partition, offset: from, fault: `the store cannot read it: ${(error as Error).message}` }]
    }
  }

  /** In the order of the whole log. Throws StoreUnavailable naming the first row that cannot be read. */
  after(position: number, limit = -1): LoggedEvent[] {
    return this.file.all<LogRow>('SELECT * FROM log WHERE position > ? ORDER BY position LIMIT ?', position, limit).map((row) => {
      const one = toLogged(row)
      if ('fault' in one) throw new StoreUnavailable(`the log cannot be read: ${one.fault}`)
      return one
    })
  }

  /** The place of an event in the whole log; undefined where it is not there. */
  placeOf({ source, subject, sequence }: Pick<StoredEvent, 'source' | 'subject' | 'sequence'>): number | undefined {
    const sql = 'SELECT position FROM log WHERE source = ? AND subject = ? AND sequence = ?'
    return this.file.get<{ position: number }>(sql, source, subject, sequence)?.position
  }

  count(): number {
    return this.file.get<{ n: number }>('SELECT count(*) AS n FROM log')?.n ?? 0
  }

  /** Where every event lies, in the order of the whole log. Nothing may be written while they are read. */
  places(): IterableIterator<{ topic: string; partition: number; offset: number; subject: string }> {
    return this.file.iterate('SELECT topic, partition, offset, subject FROM log ORDER BY position')
  }

  /** How far all consumer groups have come. */
  positions(): Position[] {
    return this.file.all<Position>('SELECT consumer, topic, partition, next FROM positions')
  }

  /** The consumer groups that ever took anything. */
  groups(): string[] {
    return this.file.all<{ consumer: string }>('SELECT DISTINCT consumer FROM positions').map(({ consumer }) => consumer)
  }

  /** Where a consumer group goes on. */
  next(consumer: string, topic: string, partition: number): number {
    return (
      this.file.get<{ next: number }>('SELECT next FROM positions WHERE consumer = ? AND topic = ? AND partition = ?', consumer, topic, partition)
        ?.next ?? 0
    )
  }

  /** Stores how far consumer groups have come, all in one write. */
  commit(positions: Position[]): Promise<void> {
    return this.file.write(() => {
      for (const { consumer, topic, partition, next } of positions) {
        this.file.run('INSERT OR REPLACE INTO positions (consumer, topic, partition, next) VALUES (?, ?, ?, ?)', consumer, topic, partition, next)
      }
    })
  }

  /** Inside a write: a group goes on there, where it does not go on before that already. */
  beginAt({ consumer, topic, partition, next }: Position): void {
    this.file.run('INSERT OR IGNORE INTO positions (consumer, topic, partition, next) VALUES (?, ?, ?, ?)', consumer, topic, partition, next)
  }

  /** Sends a group back to the beginning. */
  rewind(consumer: string): Promise<void> {
    return this.file.write(() => void this.file.run('UPDATE positions SET next = 0 WHERE consumer = ?', consumer))
  }
}
