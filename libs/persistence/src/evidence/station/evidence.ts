import type { StationFile } from '../../sqlite/file'
import type { Vault } from '../../vault'
import { type Head, type Seal, STATION, sealAfter } from '../seal'
import type { KnownSeal } from '../seals'
import type { Verdict } from '../verdict'
import { SealRows } from './seal-rows'
import { verifyFolder } from './verify'

/**
 * Shows later that no event was altered, taken out, put in or reordered. Whoever has the file but not the data key is found out, with these limits:
 * - What came after the last seal can be rewritten or cut off together with everything that knows of it, and the last seals with it, without a trace in the file.
 *   So the last seal belongs somewhere else as well (the station writes it to its log), and `verify` takes it.
 * - Whoever has the data key can sign anew: there too, only what was kept elsewhere tells.
 * - It speaks for events. Of a document only the head is checked; its other fields are what the events led to, but nothing computes them again.
 */
export class StationEvidence {
  private readonly rows: SealRows

  constructor(
    private readonly file: StationFile,
    private readonly vault: Vault,
  ) {
    this.rows = new SealRows(file)
    this.rows.define()
  }

  /** Seals what came since the seal before; undefined where nothing did. Daily is enough, more often is fine. */
  seal(now: Date): Promise<Seal | undefined> {
    return this.file.write(() => {
      const before = this.rows.last()
      const { position, count } =
        this.file.get<{ position: number | null; count: number }>('SELECT max(position) AS position, count(*) AS count FROM log') ?? {}
      const sealed = before && !before.moved ? (before.position as number) : 0
      if (!position || !count || position === sealed) return undefined

      // SQLite takes the other columns of a max() from the row that has it.
      const heads = this.file.all<Head>(
        `SELECT source, subject, max(sequence) AS sequence, json_extract(event, '$.hash') AS hash FROM log WHERE position > ? GROUP BY source, subject ORDER BY source, subject`,
        sealed,
      )
      const seal = sealAfter(before, { chain: STATION, position, count, now, heads }, this.vault.signingKey)
      this.rows.add(seal, heads)
      return seal
    })
  }

  /** Walks everything on a connection of its own, in one moment, and names the first bad record. `known`: a seal that was kept elsewhere. */
  verify(known?: KnownSeal): Promise<Verdict> {
    return verifyFolder(this.file.directory, this.vault, known)
  }
}
