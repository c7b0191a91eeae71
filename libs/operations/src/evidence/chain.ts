import type { ChainHead } from '@yiwang/persistence/operations'
import { hashOf, type StoredEvent } from '@yiwang/persistence/stores'
import { found } from './fault'

type Place = Pick<StoredEvent, 'source' | 'subject' | 'sequence'>

export const nameOf = ({ source, subject, sequence }: Place): string => `event ${sequence} of ${source}/${subject}`

/** Compares sequence, hash and previous hash with the event before it. Throws Found. */
export function checkNext(event: StoredEvent, before: ChainHead | undefined): void {
  const expected = (before?.sequence ?? 0) + 1
  const due = { source: event.source, subject: event.subject, sequence: expected }
  if (event.sequence !== expected) found('event', `${nameOf(due)} is missing`, due)
  if (hashOf(event) !== event.hash) found('event', `${nameOf(event)} was altered: its content no longer gives its hash`, event)
  if (event.previousHash !== (before?.hash ?? '')) found('event', `${nameOf(event)} does not follow the event before it`, event)
}

/** Compares the head in a document with the last event of its aggregate. Throws Found. */
export function checkHead(head: ChainHead | undefined, last: Place & ChainHead): void {
  const { source, subject, sequence, hash } = last
  if (!head) found('document', `the document of ${source}/${subject} does not remember its events`, { source, subject })
  const next = { source, subject, sequence: sequence + 1 }
  if (head.sequence > sequence) found('event', `${nameOf(next)} is missing: its document knows of ${head.sequence}`, next)
  if (head.sequence < sequence || head.hash !== hash)
    found('document', `the document of ${source}/${subject} remembers another event ${head.sequence} than the log holds`, {
      source,
      subject,
      sequence: head.sequence,
    })
}

/** An aggregate has events and no document. */
export function documentGone(source: string, subject: string): never {
  found('document', `the document of ${source}/${subject} is gone, its events are not`, { source, subject })
}

/** A document remembers events and has none. */
export function eventsGone(source: string, subject: string): never {
  const first = { source, subject, sequence: 1 }
  found('event', `${nameOf(first)} is missing: its document remembers events, but none are left`, first)
}
