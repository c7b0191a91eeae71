import type { StoredEvent } from '@yiwang/persistence/stores'

/** A message as a topic holds it. */
export interface Published {
  topic: string
  partition: number
  offset: number
  /** Not there where the message is no event of this house. */
  event?: StoredEvent
  /** The message is the event in the form that it is sent in, and nothing else. */
  whole: boolean
  /** The partition that its key belongs to. */
  due: number
}

/** The topics of the distributed row, as whoever reads them without a group of consumers sees them. */
export interface Topics {
  names(): string[]
  /** Brings everything from an offset of each partition to where it ends now, each partition in order. Answers where it ended. */
  read(topic: string, from: number[], take: (message: Published) => void | Promise<void>): Promise<number[]>
}
