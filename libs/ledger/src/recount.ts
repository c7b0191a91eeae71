import { Inject, Logger, Optional, type Type } from '@nestjs/common'
import { Clock, deriveId } from '@yiwang/domain'
import type { Collection, Stored } from '@yiwang/persistence'
import { collectionOf, collectionToken, LARGEST_PAGE } from '@yiwang/persistence/stores'
import { elsewhere, Job, type JobInHand, type Step } from '@yiwang/platform'
import type { Schema } from 'mongoose'
import { type LedgerDifference, ledgerDifferenceSchema } from './difference.schema'
import { type differencesAfter, type differencesOfEach, emptyTally, type Recounted, type Tally, type talliedOf } from './rules/differences'
import { type EarlierEntry, entriesBetween } from './schema'

export interface Recounting {
  recount(input: object, position: Position | undefined, work: JobInHand): Promise<Step<Position>>
}

interface Position {
  /** When the first slice began: what was seen to differ before, and not since, agrees again. */
  begun: string
  /** The next page of documents; `last` where there is none. */
  after?: string
  last?: boolean
  /** Of this page those whose earlier entries lie apart, still to be recounted, and how far the first of them is. */
  large: string[]
  within?: { place: number; tally: Tally; missing: number }
  done: number
  differ: number
}

/** In the city's night (Asia/Shanghai). */
const HOUR = 2
const SLICE = 50
const NOWHERE = Symbol('no entries lie apart')
const tallying = elsewhere<typeof talliedOf>(require.resolve('./rules/differences'), 'talliedOf')
const comparingAfter = elsewhere<typeof differencesAfter>(require.resolve('./rules/differences'), 'differencesAfter')
const comparing = elsewhere<typeof differencesOfEach>(require.resolve('./rules/differences'), 'differencesOfEach')

/**
 * A job that recounts a collection each night: what documents say against the sums of their entries, of which it has a page in hand, however many there are. A difference is logged, kept and counted (`ledgerFigure`), and
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
    recount(_: object, position: Position | undefined, work: JobInHand): Promise<Step<Position>> {
      const at = { begun: this.clock.now().toISOString(), done: 0, differ: 0, large: [], ...position }
      return at.large.length ? this.partOfOne(at, work) : this.someBooks(at, work)
    }

    /** Those that lie in their document whole at once; the others one by one, afterwards. */
    private async someBooks(at: Position, work: JobInHand): Promise<Step<Position>> {
      const { items, next } = await this.documents.find({}, { after: at.after, limit: SLICE })
      const whole = items.filter((document) => !this.rows || !of(document).earlier)
      const found = whole.length
        ? await work.elsewhere(
            comparing,
            whole.map((document) => picked(of(document))),
          )
        : []
      for (const [n, { id }] of whole.entries()) await this.tell(id, found[n])
      const large = items.filter((one) => !whole.includes(one)).map(({ id }) => id)
      const differ = at.differ + found.filter(({ length }) => length > 0).length
      return this.on({ ...at, after: next ?? undefined, last: !next, large, done: at.done + whole.length, differ })
    }

    /** A page of the entries that lie apart; behind the last page the document, as it is by then: nothing leaves it but into these rows. */
    private async partOfOne(at: Position, work: JobInHand): Promise<Step<Position>> {
      const [id, ...large] = at.large
      const { place, tally, missing } = at.within ?? { place: 0, tally: emptyTally, missing: 0 }
      const document = await this.documents.get(id)
      const book = document && of(document)
      if (book && this.rows && place < (book.earlier ?? 0)) {
        const to = Math.min(place + LARGEST_PAGE, book.earlier ?? 0)
        const entries = await entriesBetween(this.rows, id, place + 1, to)
        const within = {
          place: to,
          tally: await work.elsewhere(tallying, { tally, entries }),
          missing: missing + to - place - entries.length,
        }
        return this.on({ ...at, within })
      }
      const found = !book
        ? []
        : missing
          ? [`${missing} earlier entries are missing`]
          : await work.elsewhere(comparingAfter, { tally, book: { ...picked(book), earlier: 0 } })
      await this.tell(id, found)
      return this.on({ ...at, large, within: undefined, done: at.done + 1, differ: at.differ + (found.length ? 1 : 0) })
    }

    private async on(next: Position): Promise<Step<Position>> {
      if (next.large.length || !next.last) return { next, done: next.done }
      await this.forgive(new Date(next.begun))
      this.logger.log(`recounted ${next.done} ${collection}, ${next.differ} differ from their entries`)
      return { done: next.done }
    }

    private async tell(document: string, found: string[]): Promise<void> {
      if (!found.length) return
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

/** Nothing but this crosses to the other thread. */
const picked = ({ balances, entries, earlier }: Recounted): Recounted => ({ balances, entries, earlier })
