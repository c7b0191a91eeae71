import type { StoredEvent } from '@yiwang/persistence/stores'
import type { Group } from './groups'

/** An event on its way, with the place it has in its topic. */
export interface Delivery {
  topic: string
  partition: number
  offset: number
  event: StoredEvent
}

/** What lies at a place of a topic and cannot be read as an event. */
export interface Unreadable extends Omit<Delivery, 'event'> {
  /** A plain sentence. */
  fault: string
}

export type Take = (delivery: Delivery) => Promise<void>

/** Who hears what a group is brought. */
export interface Listener {
  /** Whether anybody of the group takes events of this name: what is only passed by need not be read. Everything is read where it is not said. */
  hears?(name: string): boolean
  take: Take
  /** Whether a place that cannot be read is to be passed over. Where it is not, its partition waits there, and it is read and asked for again. */
  passes(unreadable: Unreadable): Promise<boolean>
  /** Done before the first delivery, and again before the next one whenever the group's partitions were shared out anew. */
  begin(): Promise<void>
}

/**
 * How events travel. Each partition of a group is delivered one by one, in order, at least once; an offset is stored only after `take` is done. What `take`
 * throws (a store that cannot be reached) holds that partition up and is tried again. So does a place that cannot be read: nothing is ever passed over silently.
 */
export abstract class EventTransport {
  /** What carries the events, as traces name it. */
  abstract readonly system: string
  /** A group that never was in a partition begins there where its readers had come to in other groups. */
  abstract subscribe(group: Group, listener: Listener): Promise<void>
  /** Events that the group of this name has not taken yet. */
  abstract lag(group: string): number
  /** Seconds that the oldest stored event has waited to be published. */
  unpublishedFor(): number {
    return 0
  }
  /** Nothing is on its way and nothing is being taken. A partition that waits at a place that cannot be read does not count. */
  abstract idle(): boolean
  /** Finishes what is in hand. */
  abstract close(): Promise<void>
}
