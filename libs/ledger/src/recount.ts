import { Inject, Logger, Optional, type Type } from '@nestjs/common'
import { Clock, deriveId } from '@yiwang/domain'
import type { Collection, Stored } from '@yiwang/persistence'
import { collectionOf, collectionToken, nextTurn } from '@yiwang/persistence/stores'
import { Every } from '@yiwang/platform'
import type { Schema } from 'mongoose'
import { type LedgerDifference, ledgerDifferenceSchema } from './difference.schema'
import type { Balance, Entry } from './rules'
import { differences } from './rules/differences'
import { type EarlierEntry, entriesApart } from './schema'

/** What a document says of its accounts, and the entries that must give the same. A book is one. */
export interface Recounted {
  balances: Balance[]
  entries: Entry[]
  /** How many more lie apart, before these. */
  earlier?: number
}

export abstract class Recount {
  /** All documents, one after the other, each as it lies there at that moment. */
  abstract recount(): Promise<void>
}

/** From two to three in the city's night (Asia/Shanghai), in UTC. */
const NIGHT = 18
const HOUR_MS = 3_600_000
const LOOK_MS = 60_000
/** So many documents, then everyone else's turn. */
const AT_ONCE = 50
const NOWHERE = Symbol('no entries lie apart')

/**
 * A provider that recounts a collection each night: what documents say against the sums of their entries. A difference is logged, kept and counted (`ledgerFigure`), and
 * mended by nobody: who mends it must know first how it came to be. `apart`: the schema of `earlierEntries`, where there is one.
 */
export function recountOf<T extends { id: string }>(schema: Schema, of: (document: Stored<T>) => Recounted, apart?: Schema): Type<Recount> {
  const collection = collectionOf(schema)

  class NightlyRecount extends Recount {
    private last = 0
    private readonly logger = new Logger('ledger')

    constructor(
      @Inject(collectionToken(schema)) readonly documents: Collection<T>,
      @Inject(collectionToken(ledgerDifferenceSchema)) readonly kept: Collection<LedgerDifference>,
      @Optional() @Inject(apart ? collectionToken(apart) : NOWHERE) readonly rows: Collection<EarlierEntry> | undefined,
      readonly clock: Clock,
    ) {
      super()
    }

    @Every(LOOK_MS)
    async atNight(): Promise<void> {
      const now = this.clock.now()
      if (now.getUTCHours() !== NIGHT || now.getTime() - this.last < HOUR_MS) return
      await this.recount()
      this.last = now.getTime()
    }

    async recount(): Promise<void> {
      let recounted = 0
      const wrong = new Set<string>()
      for await (const document of this.documents.each({})) {
        const found = await this.differencesOf(document)
        if (found.length) wrong.add(await this.tell(document.id, found))
        if (++recounted % AT_ONCE === 0) await nextTurn()
      }
      await this.forgive(wrong)
      this.logger.log(`recounted ${recounted} ${collection}, ${wrong.size} differ from their entries`)
    }

    private async differencesOf(document: Stored<T>): Promise<string[]> {
      const { balances, entries, earlier = 0 } = of(document)
      const before: Entry[] = []
      if (this.rows && earlier) for await (const entry of entriesApart(this.rows, document.id, earlier)) before.push(entry)
      const missing = earlier - before.length
      return missing ? [`${missing} of ${earlier} earlier entries are missing`] : differences(balances, [...before, ...entries])
    }

    private async tell(document: string, found: string[]): Promise<string> {
      const id = deriveId(collection, document)
      this.logger.error(`${collection} ${document}: ${found.join('; ')}`)
      const difference = { documents: collection, document, found, state: 'open' as const, at: this.clock.now() }
      await this.kept.upsert(id, () => ({ set: difference }))
      return id
    }

    /** Those of an earlier night that agree now. */
    private async forgive(wrong: Set<string>): Promise<void> {
      for await (const { id } of this.kept.each({ state: 'open', documents: collection }))
        if (!wrong.has(id)) await this.kept.change(id, () => ({ set: { state: 'gone', at: this.clock.now() } }))
    }
  }
  return NightlyRecount
}
