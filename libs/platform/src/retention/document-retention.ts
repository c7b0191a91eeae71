import { isDeepStrictEqual } from 'node:util'
import { Logger } from '@nestjs/common'
import { eventsOf, type ServiceName } from '@yiwang/contracts'
import { type Clock, DomainError } from '@yiwang/domain'
import type { Collection, KeptKind, Stored } from '@yiwang/persistence'
import { blanked, type Redrawable, StoreUnavailable } from '@yiwang/persistence/stores'
import type { Schema } from 'mongoose'
import { Job, type Step, stepTo } from '../jobs/declared'
import type { Ending } from './ended-by'
import type { Holding, Holds } from './holds'
import { isOver, monthOf, periodOf } from './periods'
import { afterWalk, look, type Tally, tallied, type Walked } from './walk'

export const RETAIN = 'retain'
/** While the city sleeps. */
const HOUR = 3
/** Some milliseconds where nothing goes, some tens where all of them do. */
const SLICE = 50
/** So many documents are named that could not be opened. */
const NAMED = 10

type Document = { id: string }

/** In place of an id that leads to somebody. */
export const NOBODY = '-'

export interface Kept {
  /** The collection's. */
  name: string
  kind: KeptKind
  schema: Schema
  documents: Collection<Document>
  /** Which there are, without opening any. */
  ids: Pick<Redrawable, 'inClear'>
  ending: Ending
  apart?: { schema: Schema; rows: Collection<Document> }
}

/** Where a walk is. */
interface Place {
  /** Absent where what is left is to be said. */
  collection?: string
  after?: string
  /** What ended in this month, or before it, goes. */
  upTo?: string
  months: Tally[]
  blanked: number
  /** What could not be opened, of all collections. */
  faulty: string[]
  done: number
  of: number
}

/**
 * What a service keeps of people goes once it has been kept as long as its kind is, counted from the month in which it ended: whatever is sealed in a document is blanked by a change with an event, so that the
 * chain shows that it went, and never what. What goes on is never due, and what is held stays.
 */
export class DocumentRetention {
  private readonly logger = new Logger(DocumentRetention.name)

  constructor(
    private readonly service: ServiceName,
    private readonly all: Kept[],
    private readonly walked: Collection<Walked>,
    private readonly holds: Holds,
    private readonly clock: Clock,
  ) {}

  @Job(RETAIN, { hour: HOUR })
  async retain(_input: object, place: Place | undefined): Promise<Step<Place>> {
    const at = this.all.findIndex(({ name }) => name === place?.collection)
    if (!place || at < 0) return this.from(0)
    const kept = this.all[at]
    const ids = (await kept.ids.inClear(place.after ?? '', SLICE)).map(({ id }) => id)
    const holding = await this.holds.holding()
    const faulty = [...place.faulty]
    const outcomes = await Promise.all(ids.map((id) => this.take(kept, id, place.upTo, holding, faulty)))
    const months = outcomes.reduce((all, one) => (one && !one.isBlanked ? tallied(all, one.month, one.isHeld) : all), place.months)
    const went = outcomes.filter((one) => one?.isBlanked).length
    const reached = { ...place, months, blanked: place.blanked + went, faulty: faulty.slice(0, NAMED), done: place.done + ids.length }
    if (ids.length === SLICE) return stepTo({ ...reached, after: ids[SLICE - 1] })
    await this.end(kept.name, reached)
    return this.from(at + 1, reached.faulty)
  }

  /** What is known of each collection, for whoever looks after it. */
  async known(): Promise<{ kept: Kept; walked?: Walked }[]> {
    return Promise.all(this.all.map(async (kept) => ({ kept, walked: await this.walked.get(kept.name) })))
  }

  /** The next collection that is to be walked over. */
  private async from(at: number, faulty: string[] = []): Promise<Step<Place>> {
    for (const { name, kind, documents } of this.all.slice(at)) {
      const now = this.clock.now()
      const before = await this.walked.get(name)
      const { over, upTo, walk } = look(before, periodOf(kind, now), now)
      if (over?.month !== before?.over?.month) await this.walked.upsert(name, (known) => ({ set: { months: [], blanked: [], ...known, over } }))
      if (walk) return stepTo({ collection: name, upTo, months: [], blanked: 0, faulty, done: 0, of: await documents.count({}) })
    }
    // The others were gone through all the same.
    if (faulty.length) throw new Error(`not as they were written: ${faulty.join(', ')}`)
    return {}
  }

  private async take(kept: Kept, id: string, upTo: string | undefined, holding: Holding, faulty: string[]) {
    try {
      const document = await kept.documents.get(id)
      return document && (await this.look(kept, document, upTo, holding))
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error
      faulty.push(`${kept.name}/${id}`)
      return undefined
    }
  }

  private async look(kept: Kept, document: Document, upTo: string | undefined, holding: Holding) {
    const month = dueMonth(kept, document)
    // What says already when it will end goes on.
    if (!month || month > monthOf(this.clock.now())) return undefined
    const isHeld = (await holding(kept.kind, document)) !== undefined
    const isBlanked = !isHeld && upTo !== undefined && month <= upTo && this.isStillOver(kept, upTo) && (await this.blank(kept, document.id, upTo))
    return { month, isHeld, isBlanked }
  }

  /** A clock that was ahead when the walk began, and has been put right since, blanks nothing more. */
  private isStillOver({ kind }: Kept, upTo: string): boolean {
    const now = this.clock.now()
    const period = periodOf(kind, now)
    return period !== undefined && isOver(upTo, period, now)
  }

  /** Whether it went by this. */
  private async blank({ name, documents, ending, ...kept }: Kept, id: string, upTo: string): Promise<boolean> {
    const lost = (document: Document) =>
      (dueMonth({ ending, ...kept }, document) ?? '~') <= upTo ? lostBy({ ending, ...kept }, document) : undefined
    if (ending.isGone) {
      await documents.remove(id)
      return true
    }
    // First: once the document is blank nothing leads to them.
    if (kept.apart) await blankApart(kept.apart, id)
    let went = false
    await documents
      .change(id, (document) => {
        const set = lost(document)
        went = set !== undefined
        return set && { set, events: [this.told(name, id)] }
      })
      .catch((error) => {
        if (!(error instanceof DomainError && error.code === 'not-found')) throw error
      })
    return went
  }

  private told(kind: string, documentId: string) {
    // Each service with such documents has one of its own, of the same form.
    const name = `${this.service}.document-erased` as 'hotline.document-erased'
    return eventsOf('hotline')(name, { kind, documentId, because: 'period-over' })
  }

  private async end(collection: string, { upTo, months, blanked: count }: Place): Promise<void> {
    const now = this.clock.now()
    await this.walked.upsert(collection, (known) => ({ set: afterWalk(known, months, upTo ? { month: upTo, count } : undefined, now) }))
    if (count) this.logger.log(`${count} documents of ${this.service}.${collection} that ended by ${upTo} are blanked: their time is over`)
  }
}

/** The month by which its time is counted; undefined where it goes on, or tells of nobody any more. */
function dueMonth(kept: Pick<Kept, 'schema' | 'ending'>, document: Document): string | undefined {
  const ended = kept.ending.ended(document)
  return ended && lostBy(kept, document) ? monthOf(ended) : undefined
}

/** What a document loses when its time is over. */
export function lostBy({ schema, ending }: Pick<Kept, 'schema' | 'ending'>, document: Document): Partial<Document> | undefined {
  if (ending.isGone) return {}
  const { version: _, ...fields } = document as Stored<Document>
  const left = { ...fields, ...blanked(schema, fields), ...ending.besides?.(document) }
  // What is said beside what is sealed may be so already: twice is once.
  const lost = Object.entries(left)
    .map(([field, value]) => [field, unnamed(value)] as const)
    .filter(([field, value]) => !isDeepStrictEqual(value, (fields as Record<string, unknown>)[field]))
  return lost.length ? Object.fromEntries(lost) : undefined
}

/** A resident who did something themselves is named by their own id, wherever in a document that is said. */
function unnamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unnamed)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const inside = Object.fromEntries(Object.entries(value).map(([field, one]) => [field, unnamed(one)]))
  return inside.role === 'resident' && inside.id ? { ...inside, id: NOBODY } : inside
}

async function blankApart({ schema, rows }: NonNullable<Kept['apart']>, of: string): Promise<void> {
  for (let after: string | undefined; ; ) {
    const { items, next } = await rows.find({ of }, { sort: 'n', limit: 200, after })
    for (const { id } of items)
      await rows.change(id, ({ version: _, ...row }) => {
        const set = blanked(schema, row)
        return set && { set }
      })
    if (!next) return
    after = next
  }
}
