import { type EventData, serviceOf } from '@yiwang/contracts'
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
  /** Of a ticket: where it led to. */
  state?: string
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
  const { claimed = [], state } = data as { claimed?: string[]; state?: string }
  return [...new Set(entry.residents(data))].map((residentId) => ({
    id: deriveId(id, residentId),
    residentId,
    at,
    service: serviceOf(name),
    type: name,
    summary: entry.words(data),
    ref: entry.ref(data),
    ...(state && { state }),
    ...(claimed.includes(residentId) && { claimed: true }),
    order: `${at.toISOString()}|${id}`,
  }))
}

/** In these a ticket is with the hotline: to be dispatched, or to be called back for. */
const withHotline: readonly (string | undefined)[] = ['received', 'returned', 'resolved'] satisfies EventData<'hotline.ticket-received'>['state'][]

/** Whether of a resident's items, the newest first, the last of any ticket leaves it with the hotline. Of an item that an earlier version made nobody knows. */
export function isWithHotline(items: Pick<TimelineItem, 'ref' | 'state'>[]): boolean {
  const latest = new Map<string, string | undefined>()
  for (const { ref, state } of items) if (ref.kind === 'ticket' && !latest.has(ref.id)) latest.set(ref.id, state)
  return [...latest.values()].some((state) => withHotline.includes(state))
}
