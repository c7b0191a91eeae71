import { topicOfSource } from '@yiwang/contracts'
import type { EventRow, LogRows } from '@yiwang/persistence/operations'
import { partitionOf, type StoredEvent } from '@yiwang/persistence/stores'
import { checkNext, nameOf } from '../chain'
import { found } from '../fault'
import type { Documents } from './documents'

const FIELDS = new Set([
  ...['id', 'type', 'time', 'previousHash', 'hash', 'correlation', 'causation', 'traceparent'],
  ...['actorId', 'actorRole', 'actorFor', 'clientCorrelation', 'data'],
])

/** Reads a row as an event. Every byte of the row must be hashed or fixed by the form: otherwise something could be altered unseen. Throws Found. */
export function eventOf(row: EventRow): StoredEvent {
  const { source, subject, sequence } = row
  let kept: Record<string, unknown> | null
  try {
    kept = JSON.parse(row.event)
  } catch {
    return found('event', `${nameOf(row)} is no longer JSON`, row)
  }
  if (typeof kept !== 'object' || kept === null || JSON.stringify(kept) !== row.event || Object.keys(kept).some((key) => !FIELDS.has(key)))
    found('event', `${nameOf(row)} is not in the form it was written in`, row)
  return { ...kept, source, subject, sequence } as StoredEvent
}

/** Walks every aggregate's events in order, then its document's head. Throws Found at the first that does not fit; answers how many there were. */
export async function walkAggregates(log: LogRows, documents: Documents): Promise<{ events: number; aggregates: number }> {
  let last: StoredEvent | undefined
  let events = 0
  let aggregates = 0
  for (const row of log.byAggregate()) {
    if (!last || last.source !== row.source || last.subject !== row.subject) {
      if (last) await documents.check(last)
      last = undefined
      aggregates++
    }
    last = follow(row, last)
    events++
  }
  if (last) await documents.check(last)
  await documents.checkOthers()
  return { events, aggregates }
}

function follow(row: EventRow, before: StoredEvent | undefined): StoredEvent {
  const event = eventOf(row)
  checkNext(event, before)
  if (row.topic !== topicOfSource(row.source) || row.partition !== partitionOf(row.subject))
    found('event', `${nameOf(row)} lies in another topic or partition than its own`, row)
  return event
}

/** Positions in the log, and offsets in each partition, must have no gap: a row that was taken out leaves one. Throws Found. */
export function checkOrder(log: LogRows): void {
  const next = new Map<string, number>()
  let position = 1
  for (const row of log.byPlace()) {
    const lane = `partition ${row.partition} of ${row.topic}`
    const expected = next.get(lane) ?? 0
    if (row.offset !== expected) found('log', `offset ${expected} of ${lane} is missing`)
    if (row.position !== position) found('log', `place ${position} of the log is missing`)
    next.set(lane, expected + 1)
    position++
  }
}
