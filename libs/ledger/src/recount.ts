import { Inject, Logger, Optional, type Type } from '@nestjs/common'
import { Clock, deriveId } from '@yiwang/domain'
import type { Collection, Stored } from '@yiwang/persistence'
import { collectionOf, collectionToken } from '@yiwang/persistence/stores'
import { elsewhere, Job, type JobInHand, type Step } from '@yiwang/platform'
import type { Schema } from 'mongoose'
import { type LedgerDifference, ledgerDifferenceSchema } from './difference.schema'
import type { Entry } from './rules'
import type { differencesOfEach, Recounted } from './rules/differences'
import { type EarlierEntry, entriesApart } from './schema'

export interface Recounting {
  recount(input: object, position: Position | undefined, work: JobInHand): Promise<Step<Position>>
}

interface Position {
  /** When the first slice began: what was seen to differ before, and not since, agrees again. */
  begun: string
  after: string
  done: number
  differ: number
}

/** In the city's night (Asia/Shanghai). */
const HOUR = 2
const SLICE = 50
const NOWHERE = Symbol('no entries lie apart')
const comparing = elsewhere<typeof differencesOfEach>(require.resolve('./rules/differences'), 'differencesOfEach')

/**
 * A job that recounts a collection each night: what documents say against the sums of their entries. A difference is logged, kept and counted (`ledgerFigure`), and
 * mended by nobody: who mends it must know first how it came to be. `apart`: the schema of `earlierEntries`, where there is one.
 */
export function recountOf<T extends { id: string }>(schema: Schema, of: (document: Stored<T>) => Recounted, apart?: Schema): Type<Recounting> {
  const collection = collectionOf(schema)

  class Recount implements Recounting {
    private readonly logger = new Logger('ledger')

    constructor(
      @Inject(collectionToken(schema)) readonly documents: Collection<T>,
      @Inject(collectionToken(ledgerDifferenceSchema)) readonly kept: Collection<LedgerDifference>,
      @Optional() @Inject(apart ? collectionToken(apart) : NOWHERE) readonly rows: Collection<EarlierEntry> | undefined,
      readonly clock: Clock,
    ) {}

    @Job(`recount-${collection}`, { hour: HOUR })
    async recount(_: object, position: Position | undefined, work: JobInHand): Promise<Step<Position>> {
      const { begun = this.clock.now().toISOString(), after, done = 0, differ = 0 } = position ?? {}
      const { items, next } = await this.documents.find({}, { after, limit: SLICE })
      const books = await Promise.all(items.map((document) => this.whole(document)))
      const found = books.length ? await work.elsewhere(comparing, books) : []
      const wrong = items.flatMap(({ id }, n) => (found[n].length ? [{ id, found: found[n] }] : []))
      for (const one of wrong) await this.tell(one.id, one.found)
      const sums = { done: done + items.length, differ: differ + wrong.length }
      if (next) return { next: { begun, after: next, ...sums }, done: sums.done }
      await this.forgive(new Date(begun))
      this.logger.log(`recounted ${sums.done} ${collection}, ${sums.differ} differ from their entries`)
      return { done: sums.done }
    }

    /** With the entries that lie apart. */
    private async whole(document: Stored<T>): Promise<Recounted> {
      const { balances, entries, earlier = 0 } = of(document)
      const before: Entry[] = []
      if (this.rows && earlier) for await (const entry of entriesApart(this.rows, document.id, earlier)) before.push(entry)
      return { balances, entries: [...before, ...entries], earlier: earlier - before.length }
    }

    private async tell(document: string, found: string[]): Promise<void> {
      this.logger.error(`${collection} ${document}: ${found.join('; ')}`)
      const difference = { documents: collection, document, found, state: 'open' as const, at: this.clock.now() }
      await this.kept.upsert(deriveId(collection, document), () => ({ set: difference }))
    }

    private async forgive(before: Date): Promise<void> {
      for await (const { id, at } of this.kept.each({ state: 'open', documents: collection }))
        if (at < before) await this.kept.change(id, () => ({ set: { state: 'gone', at: this.clock.now() } }))
    }
  }
  return Recount
}
