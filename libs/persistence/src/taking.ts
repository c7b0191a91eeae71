import type { EventInHand } from './context'
import type { StoredRecord } from './shape'

export const takenKey = (event: EventInHand) => `${event.handler}|${event.aggregate}`

/** Whether an earlier delivery of this event already changed the document. Throws where this delivery did. */
export function tookBefore(record: StoredRecord, collection: string, event: EventInHand): boolean {
  const document = `${collection}/${record._id}`
  if (event.taken.has(document))
    throw new Error(`${event.handler} changes ${document} twice for one event: a crash between would lose the second change`)
  return (record._.taken?.[takenKey(event)] ?? 0) >= event.sequence
}

/** Notes that this delivery changed the document; answers how to take that back, where the write fails. */
export function claim(event: EventInHand, collection: string, id: string): () => void {
  const document = `${collection}/${id}`
  event.taken.add(document)
  return () => {
    event.taken.delete(document)
  }
}
