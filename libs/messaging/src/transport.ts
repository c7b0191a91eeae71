import type { StoredEvent } from '@yiwang/persistence'

/** An event on its way, with the place it has in its topic. */
export interface Delivery {
  topic: string
  partition: number
  offset: number
  event: StoredEvent
}

export type Take = (delivery: Delivery) => Promise<void>

/**
 * How events travel. Each partition of a group is delivered one by one, in order, at least once; an offset is stored only after `take` is done. What `take`
 * throws (a store that cannot be reached) holds that partition up and is tried again.
 */
export abstract class EventTransport {
  /** What carries the events, as traces name it. */
  abstract readonly system: string
  /** `begin` is done before the first delivery, and again before the next one whenever the group's partitions were shared out anew. */
  abstract subscribe(group: string, topics: string[], take: Take, begin?: () => Promise<void>): Promise<void>
  /** Events that a group has not taken yet. */
  abstract lag(group: string): number
  /** Seconds that the oldest stored event has waited to be published. */
  unpublishedFor(): number {
    return 0
  }
  /** Nothing is on its way and nothing is being taken. */
  abstract idle(): boolean
  /** Finishes what is in hand. */
  abstract close(): Promise<void>
}
