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
  /** `topic/partition` -> where the broker reads it. */
  private readonly known = new Map<string, AskedPartition & { topic: string }>()
  /** What is not answered yet. */
  private asking?: SessionRequest

  next(wanted: AskedTopic[]): SessionRequest {
    // A consumer that was stopped no longer waits for its fetch, and may begin again before that is answered.
    if (this.asking) this.forget(0)
    const asked = new Map(wanted.flatMap(({ topic, partitions }) => partitions.map((one) => [`${topic}/${one.partition}`, { ...one, topic }])))
    const gone = [...this.known].filter(([key]) => !asked.has(key))
    const moved = [...asked].filter(([key, { fetchOffset }]) => this.known.get(key)?.fetchOffset !== fetchOffset)
    for (const [key] of gone) this.known.delete(key)
    for (const [key, one] of moved) this.known.set(key, one)
    const topics = byTopic(moved.map(([, { topic, ...one }]) => [topic, one]))
    const forgotten = byTopic(gone.map(([, { topic, partition }]) => [topic, partition]))
    this.asking = { sessionId: this.id, sessionEpoch: this.epoch, topics, forgottenTopics: forgotten }
    return this.asking
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

function byTopic<P>(entries: [string, P][]): { topic: string; partitions: P[] }[] {
  const topics = new Map<string, P[]>()
  for (const [topic, one] of entries) topics.set(topic, [...(topics.get(topic) ?? []), one])
  return [...topics].map(([topic, partitions]) => ({ topic, partitions }))
}
