import { serviceOf } from '@yiwang/contracts'
import { deriveId } from '@yiwang/domain'
import { type Ref, type TimelineEvent, timelineWords } from './timeline-words'

/** One event in one resident's life, as a line of the timeline. */
export interface TimelineItem {
  id: string
  residentId: string
  at: Date
  service: string
  /** The event's name. */
  type: string
  summary: string
  ref: Ref
  /** That it is theirs was told, and checked by nobody. */
  claimed?: boolean
  /** By time; within the same millisecond by the event's id, which sorts in the order in which events were made, also across aggregates. */
  order: string
}

/** The entry of the words' table that belongs to this event; its data has that event's own type. */
type News = { id: string; name: TimelineEvent; at: Date; data: object }

/** One item for each resident whom the event concerns. The same event gives the same items, always: the timeline can be rebuilt. */
export function itemsOf({ id, name, at, data }: News): TimelineItem[] {
  const entry = timelineWords[name] as { ref(data: object): Ref; words(data: object): string; residents(data: object): string[] }
  const { claimed = [] } = data as { claimed?: string[] }
  return [...new Set(entry.residents(data))].map((residentId) => ({
    id: deriveId(id, residentId),
    residentId,
    at,
    service: serviceOf(name),
    type: name,
    summary: entry.words(data),
    ref: entry.ref(data),
    ...(claimed.includes(residentId) && { claimed: true }),
    order: `${at.toISOString()}|${id}`,
  }))
}

/** After these a ticket is with the hotline: to be dispatched, or to be called back for. */
const withHotline: readonly string[] = [
  'hotline.ticket-received',
  'hotline.ticket-linked',
  'hotline.ticket-answered',
  'hotline.ticket-returned',
  'hotline.ticket-resolved',
  'hotline.ticket-called-back',
] satisfies TimelineEvent[]

/** Whether of a resident's items, the newest first, the last of any ticket leaves it with the hotline. */
export function isWithHotline(items: Pick<TimelineItem, 'ref' | 'type'>[]): boolean {
  const latest = new Map<string, string>()
  for (const { ref, type } of items) if (ref.kind === 'ticket' && !latest.has(ref.id)) latest.set(ref.id, type)
  return [...latest.values()].some((type) => withHotline.includes(type))
}
