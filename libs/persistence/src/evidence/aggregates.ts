import { topicOf } from '@yiwang/contracts'
import { partitionOf } from '../sqlite/event-log'
import type { StationFile } from '../sqlite/file'
import { hashOf, type StoredEvent } from '../stored-event'
import { Documents } from './documents'
import { found } from './fault'

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
  let kept: Record<string, unknown>
  try {
    kept = JSON.parse(row.event)
  } catch {
    return found('event', `event ${sequence} of ${source}/${subject} is no longer JSON`, row)
  }
  if (JSON.stringify(kept) !== row.event || Object.keys(kept).some((key) => !FIELDS.has(key)))
    found('event', `event ${sequence} of ${source}/${subject} is not in the form it was written in`, row)
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
  const { source, subject, sequence } = row
  const name = `event ${sequence} of ${source}/${subject}`
  const expected = (before?.sequence ?? 0) + 1
  if (sequence !== expected) found('event', `event ${expected} of ${source}/${subject} is missing`, { source, subject, sequence: expected })
  const event = eventOf(row)
  if (hashOf(event) !== event.hash) found('event', `${name} was altered: its content no longer gives its hash`, row)
  if (event.previousHash !== (before?.hash ?? '')) found('event', `${name} does not follow the event before it`, row)
  if (row.topic !== topicOf(source.split('/')[1]) || row.partition !== partitionOf(subject))
    found('event', `${name} lies in another topic or partition than its own`, row)
  return event
}
