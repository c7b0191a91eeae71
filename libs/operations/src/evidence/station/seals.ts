import { LogRows, SLICE } from '@yiwang/persistence/operations'
import { nextTurn, type StationFile } from '@yiwang/persistence/stores'
import { type Head, type Seal, STATION } from '../seal'
import type { Sealed } from '../seals'
import { eventOf } from './walk'

const SEAL = 'number, at, position, count, root, previous, signature'

/** A station's seals in its file. */
export class StationSeals implements Sealed {
  private readonly log: LogRows

  constructor(private readonly file: StationFile) {
    this.log = new LogRows(file)
  }

  define(): void {
    this.file.define(`
      CREATE TABLE IF NOT EXISTS seals (
        number INTEGER PRIMARY KEY, at TEXT NOT NULL, position INTEGER NOT NULL, count INTEGER NOT NULL,
        root TEXT NOT NULL, previous TEXT NOT NULL, signature TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS sealed_heads (
        seal INTEGER NOT NULL, source TEXT NOT NULL, subject TEXT NOT NULL, sequence INTEGER NOT NULL, hash TEXT NOT NULL,
        PRIMARY KEY (seal, source, subject)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS moved_seals (
        chain TEXT NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL, position TEXT NOT NULL, count INTEGER NOT NULL,
        root TEXT NOT NULL, previous TEXT NOT NULL, signature TEXT NOT NULL, PRIMARY KEY (chain, number));
      CREATE TABLE IF NOT EXISTS moved_heads (
        root TEXT NOT NULL, source TEXT NOT NULL, subject TEXT NOT NULL, sequence INTEGER NOT NULL, hash TEXT NOT NULL,
        PRIMARY KEY (root, source, subject)) WITHOUT ROWID;`)
  }

  /** Those that came here with a move, then this station's own, whose numbers go on from there. */
  async all(): Promise<Seal[]> {
    return [...this.moved(), ...this.file.all<Seal>(`SELECT ${SEAL} FROM seals ORDER BY number`).map(ofStation)]
  }

  last(): Seal | undefined {
    const row = this.file.get<Seal>(`SELECT ${SEAL} FROM seals ORDER BY number DESC LIMIT 1`)
    return row ? ofStation(row) : this.moved().findLast(({ chain }) => chain === STATION)
  }

  addMoved = (seal: Seal, heads: Head[]): Promise<void> => this.file.write(() => this.putMoved(seal, heads))

  private putMoved({ chain, number, at, position, count, root, previous, signature }: Seal, heads: Head[]): void {
    const values = [chain, number, at, JSON.stringify(position), count, root, previous, signature]
    this.file.run(`INSERT OR IGNORE INTO moved_seals (chain, ${SEAL}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, ...values)
    for (const { source, subject, sequence, hash } of heads) {
      this.file.run(
        'INSERT OR IGNORE INTO moved_heads (root, source, subject, sequence, hash) VALUES (?, ?, ?, ?, ?)',
        root,
        source,
        subject,
        sequence,
        hash,
      )
    }
  }

  /** Inside a write of the file. Where the aggregate has a head under this number, the later one stays. They count once their seal is stored. */
  addHeads(number: number, heads: Head[]): void {
    for (const { source, subject, sequence, hash } of heads) {
      this.file.run(
        `INSERT INTO sealed_heads (seal, source, subject, sequence, hash) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (seal, source, subject) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash WHERE excluded.sequence >= sequence`,
        number,
        source,
        subject,
        sequence,
        hash,
      )
    }
  }

  /** Inside a write of the file. */
  add({ number, at, position, count, root, previous, signature }: Seal): void {
    this.file.run(`INSERT INTO seals (${SEAL}) VALUES (?, ?, ?, ?, ?, ?, ?)`, number, at, position, count, root, previous, signature)
  }

  /** By source and subject, in slices. */
  async *headsOf(number: number): AsyncIterable<Head[]> {
    const sql = `SELECT source, subject, sequence, hash FROM sealed_heads WHERE seal = ? AND (source, subject) > (?, ?) ORDER BY source, subject LIMIT ${SLICE}`
    for (let heads = this.file.all<Head>(sql, number, '', ''); heads.length; ) {
      yield heads
      await nextTurn()
      const { source, subject } = heads[heads.length - 1]
      heads = this.file.all<Head>(sql, number, source, subject)
    }
  }

  async heads({ number, root, moved }: Seal): Promise<Head[]> {
    if (moved) return this.file.all<Head>('SELECT source, subject, sequence, hash FROM moved_heads WHERE root = ? ORDER BY source, subject', root)
    return this.file.all<Head>('SELECT source, subject, sequence, hash FROM sealed_heads WHERE seal = ? ORDER BY source, subject', number)
  }

  hashAt(head: Head): string | undefined {
    const row = this.log.at(head)
    return row && eventOf(row).hash
  }

  count = ({ position }: Seal): number => this.log.countTo(position as number)

  private moved(): Seal[] {
    // Opened read-only, a folder of an earlier version lacks this table.
    if (!this.file.get("SELECT 1 FROM sqlite_master WHERE name = 'moved_seals'")) return []
    return this.file
      .all<Seal & { position: string }>(`SELECT chain, ${SEAL} FROM moved_seals ORDER BY chain, number`)
      .map((row) => ({ ...row, position: JSON.parse(row.position), moved: true }))
  }
}

const ofStation = (row: Seal): Seal => ({ ...row, chain: STATION })
