import { createHash } from 'node:crypto'
import type { Vault } from '@yiwang/persistence'
import { LogRows, SLICE, SqliteStoredDocuments } from '@yiwang/persistence/operations'
import { nextTurn, type StationFile } from '@yiwang/persistence/stores'
import { type Head, Root, type Seal, STATION, sealAfter, sealName } from '../seal'
import { type KnownSeal, provenSince } from '../seals'
import type { Verdict } from '../verdict'
import { Documents } from './documents'
import { StationSeals } from './seals'
import { verifyFolder } from './verify'

const isHash = (hash: unknown): hash is string => typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash)

/**
 * Seals the log of a station and verifies it: an event that was altered, taken out, put in or reordered by someone who has the file but not the data key is named. Its limits:
 * - Events behind the last seal can be cut off without a trace in the file together with their documents, or with documents of before put back; so can the last seals together
 *   with what they sealed. Therefore the last seal is kept elsewhere too (the station writes it to its log), and `verify` compares with it.
 * - Whoever has the data key can sign anew. Again only a seal that was kept elsewhere shows it.
 * - Of a document it shows that it was written here, not that it is the last one: one of before that was put back is named where it has published since.
 */
export class StationEvidence {
  private readonly rows: StationSeals
  private readonly log: LogRows
  private readonly stored: SqliteStoredDocuments
  private readonly documents: Documents
  private sealing: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly file: StationFile,
    private readonly vault: Vault,
  ) {
    this.log = new LogRows(file)
    this.stored = new SqliteStoredDocuments(file)
    this.documents = new Documents(this.stored, this.log)
    this.rows = new StationSeals(file)
    this.rows.define()
  }

  /**
   * Seals the events up to the last one that is in the log when this is called; undefined where there are none since the seal before. The first
   * seal once every document has an envelope says so, also without events. Daily is enough, more often is fine.
   * It goes in slices, between which requests are served. Where it is cut off there is no seal, and the next call begins at the same event.
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
    const proven = await this.stored.areProven()
    if (position <= sealed && !(proven && !before?.proven)) return undefined

    const number = (before?.number ?? 0) + 1
    let count = goesOn ? before.count : 0
    for await (const moved of this.headsBetween(sealed, position)) {
      await this.file.write(() => this.rows.addHeads(number, moved))
      count += moved.length
    }
    const root = new Root()
    for await (const heads of this.rows.headsOf(number)) root.add(heads)
    const seal = sealAfter(before, { chain: STATION, position, count, now, root: root.digest(), proven }, this.vault.signingKey())
    await this.file.write(() => this.rows.add(seal))
    return seal
  }

  /** A head for each event behind one place and up to another: the later one of an aggregate counts. */
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
   * The hash under which a row that cannot be read is sealed: as the next event of its aggregate or its document has it, so that only the event that was lost fits
   * later. Where neither has it, the SHA-256 of the row's bytes, which no other bytes have.
   */
  private async hashOfUnreadable({ source, subject, sequence, position }: Omit<Head, 'hash'> & { position: number }): Promise<string> {
    const remembered = this.log.previousHashAt({ source, subject, sequence: sequence + 1 })
    if (isHash(remembered)) return remembered
    const head = await this.documents.remembered(source, subject)
    if (head?.sequence === sequence && isHash(head.hash)) return head.hash
    return createHash('sha256').update(this.log.bytesAt(position)).digest('hex')
  }

  /** The seal that says that every document has an envelope, in words; undefined where none does. */
  provenSince = async (service: string): Promise<string | undefined> => {
    const seal = provenSince(await this.rows.all(), service, this.vault)
    return seal && `seal ${sealName(seal)}`
  }

  /** Walks everything on a connection of its own, in one moment, and names the first bad record. `known`: a seal that was kept elsewhere. */
  verify(known?: KnownSeal): Promise<Verdict> {
    return verifyFolder(this.file.directory, this.vault, known)
  }
}
