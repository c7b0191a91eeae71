import { createHash } from 'node:crypto'
import type { Vault } from '@yiwang/persistence'
import { LogRows, SLICE, SqliteStoredDocuments } from '@yiwang/persistence/operations'
import { nextTurn, type StationFile } from '@yiwang/persistence/stores'
import { type Head, Root, type Seal, STATION, sealAfter } from '../seal'
import type { KnownSeal } from '../seals'
import type { Verdict } from '../verdict'
import { Documents } from './documents'
import { StationSeals } from './seals'
import { verifyFolder } from './verify'

const isHash = (hash: unknown): hash is string => typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash)

/**
 * Shows later that no event was altered, taken out, put in or reordered. Whoever has the file but not the data key is found out, with these limits:
 * - What came after the last seal can be rewritten or cut off together with everything that knows of it, and the last seals with it, without a trace in the file.
 *   So the last seal belongs somewhere else as well (the station writes it to its log), and `verify` takes it.
 * - Whoever has the data key can sign anew: there too, only what was kept elsewhere tells.
 * - It speaks for events. Of a document only the head is checked; its other fields are what the events led to, but nothing computes them again.
 */
export class StationEvidence {
  private readonly rows: StationSeals
  private readonly log: LogRows
  private readonly documents: Documents
  private sealing: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly file: StationFile,
    private readonly vault: Vault,
  ) {
    this.log = new LogRows(file)
    this.documents = new Documents(new SqliteStoredDocuments(file), this.log)
    this.rows = new StationSeals(file)
    this.rows.define()
  }

  /**
   * Seals what came since the seal before; undefined where nothing did. Daily is enough, more often is fine. It speaks of the moment in which it is begun: what is in the
   * log by then never changes. It takes slices between which everything else goes on, and what one left that was cut off, the next one goes over again.
   */
  seal(now: Date): Promise<Seal | undefined> {
    const sealing = this.sealing.then(() => this.sealNext(now))
    this.sealing = sealing.catch(() => undefined)
    return sealing
  }

  private async sealNext(now: Date): Promise<Seal | undefined> {
    const before = this.rows.last()
    const goesOn = before && !before.moved
    const sealed = goesOn ? (before.position as number) : 0
    const position = this.log.last()
    if (position <= sealed) return undefined

    const number = (before?.number ?? 0) + 1
    let count = goesOn ? before.count : 0
    for await (const moved of this.headsBetween(sealed, position)) {
      await this.file.write(() => this.rows.addHeads(number, moved))
      count += moved.length
    }
    const root = new Root()
    for await (const heads of this.rows.headsOf(number)) root.add(heads)
    const seal = sealAfter(before, { chain: STATION, position, count, now, root: root.digest() }, this.vault.signingKey)
    await this.file.write(() => this.rows.add(seal))
    return seal
  }

  /** What the events behind a place and up to another one made of their aggregates' heads. */
  private async *headsBetween(after: number, last: number): AsyncIterable<Head[]> {
    for (let at = after; at < last; await nextTurn()) {
      const rows = this.log.hashesBetween(at, last, SLICE)
      if (!rows.length) return
      const heads: Head[] = []
      for (const row of rows) heads.push({ ...row, hash: isHash(row.hash) ? row.hash : await this.hashOfUnreadable(row) })
      yield heads
      at = rows[rows.length - 1].position
    }
  }

  /**
   * What a row that cannot be read was, as the event after it or its document remembers: under that it is sealed, and only the event that was lost fits it later.
   * Where neither can tell, the SHA-256 of its bytes as they lie there: whatever takes their place is another.
   */
  private async hashOfUnreadable({ source, subject, sequence, position }: Omit<Head, 'hash'> & { position: number }): Promise<string> {
    const remembered = this.log.previousHashAt({ source, subject, sequence: sequence + 1 })
    if (isHash(remembered)) return remembered
    const head = await this.documents.remembered(source, subject)
    if (head?.sequence === sequence && isHash(head.hash)) return head.hash
    return createHash('sha256').update(this.log.bytesAt(position)).digest('hex')
  }

  /** Walks everything on a connection of its own, in one moment, and names the first bad record. `known`: a seal that was kept elsewhere. */
  verify(known?: KnownSeal): Promise<Verdict> {
    return verifyFolder(this.file.directory, this.vault, known)
  }
}
