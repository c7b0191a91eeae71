/** What a fetch asks of one topic. */
export interface AskedTopic {
  topic: string
  partitions: AskedPartition[]
}

interface AskedPartition {
  partition: number
  fetchOffset: string
  maxBytes: number
}

/** What a fetch says to a broker that remembers the one before. */
export interface SessionRequest {
  sessionId: number
  sessionEpoch: number
  topics: AskedTopic[]
  forgottenTopics: { topic: string; partitions: number[] }[]
}

/** A full fetch, which begins a session, and ends the one that it names. */
const FULL = 0
const LAST_EPOCH = 0x7fffffff

/**
 * What one broker remembers of a consumer's fetches (Kafka's KIP-227): a fetch says only what changed since the one before, and is answered only for partitions
 * where there is something. A broker that does not remember it, or has no room for it, is asked for everything.
 */
export class FetchSession {
  private id = 0
  private epoch = FULL
  /** Topic -> partition -> where the broker reads it. */
  private readonly known = new Map<string, Map<number, string>>()
  /** What is not answered yet. */
  private asking?: SessionRequest

  next(wanted: AskedTopic[]): SessionRequest {
    // A consumer that was stopped no longer waits for its fetch, and may begin again before that is answered.
    if (this.asking) this.forget(0)
    const forgottenTopics = this.forgetAllBut(wanted)
    const topics = wanted.map(({ topic, partitions }) => ({ topic, partitions: this.moved(topic, partitions) })).filter(isThere)
    this.asking = { sessionId: this.id, sessionEpoch: this.epoch, topics, forgottenTopics }
    return this.asking
  }

  private moved(topic: string, partitions: AskedPartition[]): AskedPartition[] {
    const known = this.known.get(topic) ?? new Map<number, string>()
    this.known.set(topic, known)
    const moved = partitions.filter(({ partition, fetchOffset }) => known.get(partition) !== fetchOffset)
    for (const { partition, fetchOffset } of moved) known.set(partition, fetchOffset)
    return moved
  }

  private forgetAllBut(wanted: AskedTopic[]): SessionRequest['forgottenTopics'] {
    const gone = [...this.known].map(([topic, known]) => {
      const still = new Set(wanted.find((one) => one.topic === topic)?.partitions.map(({ partition }) => partition))
      return { topic, partitions: [...known.keys()].filter((partition) => !still.has(partition)) }
    })
    for (const { topic, partitions } of gone) for (const partition of partitions) this.known.get(topic)?.delete(partition)
    return gone.filter(isThere)
  }

  /** Whether it is the answer to what was asked: otherwise the broker knows no such session, and is to be asked for everything. */
  answers(asked: SessionRequest, { errorCode = 0, sessionId = 0 }: { errorCode?: number; sessionId?: number }): boolean {
    const wasFull = asked.sessionEpoch === FULL
    if (asked !== this.asking) return wasFull || !errorCode
    this.asking = undefined
    if (errorCode || !sessionId) this.forget(0)
    else {
      this.id = sessionId
      this.epoch = this.epoch === LAST_EPOCH ? 1 : this.epoch + 1
    }
    return wasFull || !errorCode
  }

  /** What was asked may not have been heard: the next fetch says everything. */
  fails(asked: SessionRequest): void {
    if (asked === this.asking) this.forget(this.id)
  }

  private forget(id: number): void {
    this.id = id
    this.epoch = FULL
    this.known.clear()
    this.asking = undefined
  }
}

const isThere = ({ partitions }: { partitions: unknown[] }) => partitions.length > 0
