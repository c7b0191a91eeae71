import { topicOf } from '@yiwang/contracts'
import { partitionOf, type StationFile, type StoredEvent } from '@yiwang/persistence/stores'
import { checkNext, nameOf } from '../chain'
import { found } from '../fault'
import { Documents } from './documents'

export interface EventRow {
  topic: string
  partition: number
  source: string
  subject: string
  sequence: number
  event: string
}

const FIELDS = new Set(['id', 'type', 'time', 'previousHash', 'hash', 'correlation', 'causation', 'traceparent', 'data'])

/** The event that a row holds. Every byte of it is either hashed or fixed by its form. */
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
export function walkAggregates(file: StationFile): { events: number; aggregates: number } {
  const documents = new Documents(file)
  let last: StoredEvent | undefined
  let events = 0
  let aggregates = 0

  const end = () => {
    if (last) documents.check(last)
  }
  for (const row of file.iterate<EventRow>('SELECT topic, partition, source, subject, sequence, event FROM log ORDER BY source, subject, sequence')) {
    if (!last || last.source !== row.source || last.subject !== row.subject) {
      end()
      last = undefined
      aggregates++
    }
    last = follow(row, last)
    events++
  }
  end()
  documents.checkOthers()
  return { events, aggregates }
}

function follow(row: EventRow, before: StoredEvent | undefined): StoredEvent {
  const event = eventOf(row)
  checkNext(event, before)
  if (row.topic !== topicOf(row.source.split('/')[1]) || row.partition !== partitionOf(row.subject))
    found('event', `${nameOf(row)} lies in another topic or partition than its own`, row)
  return event
}
