import { deriveId, newId } from '@yiwang/domain'
import { Schema } from 'mongoose'
import type { EventInHand } from './context'
import type { Bookkeeping, StoredRecord } from './shape'

/** A document keeps its latest takings itself: when there are more than so many, the older ones become rows. */
const MOST = 32
const LEFT = 16
/** Where an earlier version left many. */
const MOVED_AT_ONCE = 256

/** One handler took one source aggregate's events up to a sequence, in one document. */
export interface EarlierTaking {
  id: string
  document: string
  /** `handler|aggregate` */
  taking: string
  sequence: number
}

export const takingSchema = new Schema({
  document: { type: String, required: true },
  taking: { type: String, required: true },
  sequence: { type: Number, required: true },
})

export const takenKey = (event: EventInHand) => `${event.handler}|${event.aggregate}`

/** The id of the row that must be looked at as well; undefined where the document knows by itself. */
export function earlierOf({ _: known }: StoredRecord, event: EventInHand): string | undefined {
  const key = takenKey(event)
  return known.takenBefore && known.taken?.[key] === undefined ? deriveId(known.takenBefore, key) : undefined
}

/** Whether an earlier delivery of this event already changed the document. `earlier`: what that row says. Throws where this delivery did. */
export function tookBefore(record: StoredRecord, collection: string, event: EventInHand, earlier = 0): boolean {
  const document = `${collection}/${record._id}`
  if (event.taken.has(document))
    throw new Error(`${event.handler} changes ${document} twice for one event: a crash between would lose the second change`)
  return (record._.taken?.[takenKey(event)] ?? earlier) >= event.sequence
}

/**
 * Where a document has come to hold many takings: what it keeps, and the rows that the older ones become. The rows are stored first, or in the same write. They tell of
 * what the document as it lies there has taken, so they are true whether or not the change that follows is stored.
 */
export function giveAway(known: Bookkeeping, document: string): { known: Bookkeeping; rows: EarlierTaking[] } {
  const takings = Object.entries(known.taken ?? {})
  if (takings.length <= MOST) return { known, rows: [] }
  const { takenBefore = newId() } = known
  const moved = takings.slice(0, Math.min(takings.length - LEFT, MOVED_AT_ONCE))
  return {
    known: { ...known, taken: Object.fromEntries(takings.slice(moved.length)), takenBefore },
    rows: moved.map(([taking, sequence]) => ({ id: deriveId(takenBefore, taking), document, taking, sequence })),
  }
}

/** The latest last. */
export function withTaking({ taken = {} }: Bookkeeping, event: EventInHand): Record<string, number> {
  const { [takenKey(event)]: _, ...others } = taken
  return { ...others, [takenKey(event)]: event.sequence }
}

/** Notes that this delivery changed the document; answers how to take that back, where the write fails. */
export function claim(event: EventInHand, collection: string, id: string): () => void {
  const document = `${collection}/${id}`
  event.taken.add(document)
  return () => {
    event.taken.delete(document)
  }
}
