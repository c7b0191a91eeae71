import type { StationFile } from './file'

/** A row of the log, whatever is in it. */
export interface EventRow {
  topic: string
  partition: number
  source: string
  subject: string
  sequence: number
  /** JSON, where nobody altered it. */
  event: string
}

type Place = Pick<EventRow, 'source' | 'subject' | 'sequence'>

const ROW = 'topic, partition, source, subject, sequence, event'
/** Where a row is JSON at all. */
const field = (name: string) => `CASE WHEN json_valid(event) THEN json_extract(event, '$.${name}') END`

/** The station's log as its rows lie there, for who checks and seals them. EventLog reads them as events. Nothing may be written while rows are iterated. */
export class LogRows {
  constructor(private readonly file: StationFile) {}

  /** The last place of the whole log; 0 where there is none. */
  last(): number {
    return this.file.get<{ last: number | null }>('SELECT max(position) AS last FROM log')?.last ?? 0
  }

  countTo(position: number): number {
    return this.file.get<{ n: number }>('SELECT count(*) AS n FROM log WHERE position <= ?', position)?.n ?? 0
  }

  byAggregate = (): IterableIterator<EventRow> => this.file.iterate(`SELECT ${ROW} FROM log ORDER BY source, subject, sequence`)

  byPlace = (): IterableIterator<{ position: number; topic: string; partition: number; offset: number }> =>
    this.file.iterate('SELECT position, topic, partition, offset FROM log ORDER BY position')

  /** Behind a place and up to another one, with the hash that a row says it has. */
  hashesBetween(after: number, last: number, limit: number): (Place & { position: number; hash: unknown })[] {
    const sql = `SELECT position, source, subject, sequence, ${field('hash')} AS hash FROM log WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`
    return this.file.all(sql, after, last, limit)
  }

  at({ source, subject, sequence }: Place): EventRow | undefined {
    return this.file.get(`SELECT ${ROW} FROM log WHERE source = ? AND subject = ? AND sequence = ?`, source, subject, sequence)
  }

  /** What the row of an event says that the hash of the event before it is. */
  previousHashAt({ source, subject, sequence }: Place): unknown {
    const sql = `SELECT ${field('previousHash')} AS hash FROM log WHERE source = ? AND subject = ? AND sequence = ?`
    return this.file.get<{ hash: unknown }>(sql, source, subject, sequence)?.hash
  }

  bytesAt(position: number): Uint8Array {
    const row = this.file.get<{ bytes: ArrayBuffer }>('SELECT CAST(event AS BLOB) AS bytes FROM log WHERE position = ?', position)
    return new Uint8Array(row?.bytes ?? [])
  }

  has = (source: string, subject: string): boolean =>
    this.file.get('SELECT 1 FROM log WHERE source = ? AND subject = ? LIMIT 1', source, subject) !== undefined
}
