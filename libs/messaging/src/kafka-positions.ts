import type { EachBatchPayload, OffsetsByTopicPartition } from 'kafkajs'

const COMMIT_EVERY_MS = 100

type Commit = EachBatchPayload['commitOffsetsIfNecessary']
/** By topic and partition, the offset after the last one taken. */
type Positions = Map<string, Map<number, number>>

/**
 * What one instance of a group took and has not committed yet. All partitions go in one request, a few times a second, and no fetch waits for it. What is kept from
 * being committed by a crash, or by partitions that are shared out anew, is delivered again.
 */
export class KafkaPositions {
  private uncommitted: Positions = new Map()
  private committing?: Promise<void>
  private timer?: NodeJS.Timeout
  private commit?: Commit
  private closed = false

  /** `commit`: the batch's own way. Not `consumer.commitOffsets`: it hides from kafkajs that partitions are being shared out anew, and commits nothing while closing. */
  took(topic: string, partition: number, next: number, commit: Commit): void {
    this.commit = commit
    put(this.uncommitted, topic, partition, next)
    this.flushLater()
  }

  /** After partitions were shared out, each begins where the broker has it. */
  forget(): void {
    this.uncommitted = new Map()
  }

  /** Resolves once everything that was taken is committed, or forgotten. One request at a time: an earlier position never comes after a later one. */
  async flush(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    while (this.committing) await this.committing.catch(() => undefined)
    this.committing = this.send().finally(() => {
      this.committing = undefined
    })
    await this.committing
  }

  /** Tries once; what cannot be committed now is delivered again. */
  async close(): Promise<void> {
    this.closed = true
    await this.flush().catch(() => undefined)
  }

  private async send(): Promise<void> {
    const sent = this.uncommitted
    if (!sent.size) return
    const topics: OffsetsByTopicPartition['topics'] = [...sent].map(([topic, of]) => ({
      topic,
      partitions: [...of].map(([partition, next]) => ({ partition, offset: String(next) })),
    }))
    await this.commit?.({ topics })
    // What was taken meanwhile stays.
    for (const { topic, partitions } of topics)
      for (const { partition, offset } of partitions) if (sent.get(topic)?.get(partition) === Number(offset)) sent.get(topic)?.delete(partition)
    for (const [topic, of] of sent) if (!of.size) sent.delete(topic)
  }

  private flushLater(): void {
    if (this.closed) return
    this.timer ??= setTimeout(() => {
      this.flush().catch(() => this.flushLater())
    }, COMMIT_EVERY_MS).unref()
  }
}

function put(positions: Positions, topic: string, partition: number, next: number): void {
  const of = positions.get(topic) ?? new Map<number, number>()
  positions.set(topic, of.set(partition, next))
}
