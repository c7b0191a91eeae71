import { LogRows, SLICE } from '@yiwang/persistence/operations'
import { nextTurn, type StationFile } from '@yiwang/persistence/stores'
import { type Head, type Seal, STATION } from '../seal'
import type { Sealed } from '../seals'
import { eventOf } from './walk'

const SEAL = 'number, at, position, count, root, previous, signature, proven'

/** What an earlier version stored has no `proven`. */
type Row = Omit<Seal, 'chain' | 'position' | 'proven'> & { chain?: string; position: number | string; proven?: number | null }

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
    for (const table of ['seals', 'moved_seals'])
      if (!this.file.all<{ name: string }>(`PRAGMA table_info(${table})`).some(({ name }) => name === 'proven'))
        this.file.define(`ALTER TABLE ${table} ADD COLUMN proven INTEGER`)
  }

  /** Those that came here with a move, then this station's own, whose numbers go on from there. */
  async all(): Promise<Seal[]> {
    return [...this.moved(), ...this.file.all<Row>('SELECT * FROM seals ORDER BY number').map(sealOf)]
  }

  last(): Seal | undefined {
    const row = this.file.get<Row>('SELECT * FROM seals ORDER BY number DESC LIMIT 1')
    return row ? sealOf(row) : this.moved().findLast(({ chain }) => chain === STATION)
  }

  addMoved = (seal: Seal, heads: Head[]): Promise<void> => this.file.write(() => this.putMoved(seal, heads))

  private putMoved(seal: Seal, heads: Head[]): void {
    const { chain, position, root } = seal
    const values = valuesOf({ ...seal, position: JSON.stringify(position) })
    this.file.run(`INSERT OR IGNORE INTO moved_seals (chain, ${SEAL}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, chain, ...values)
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
  add(seal: Seal): void {
    this.file.run(`INSERT INTO seals (${SEAL}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, ...valuesOf(seal))
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
      .all<Row>('SELECT * FROM moved_seals ORDER BY chain, number')
      .map((row) => ({ ...sealOf(row), position: JSON.parse(row.position as string), moved: true }))
  }
}

const sealOf = ({ proven, chain = STATION, ...row }: Row): Seal => ({
  ...row,
  chain,
  position: row.position as number,
  ...(proven && { proven: true }),
})

const valuesOf = ({ number, at, position, count, root, previous, signature, proven }: Omit<Seal, 'position'> & { position: unknown }) => [
  ...[number, at, position, count, root, previous, signature],
  proven ? 1 : null,
]
