import type { EachBatchPayload, PartitionOffset } from 'kafkajs'

/** Positions are committed together this often. What a crash makes the group forget is brought again, and takes effect once. */
const COMMIT_EVERY_MS = 500

interface Position {
  topic: string
  partition: number
  /** Behind the last that was taken. */
  next: number
}

type Commit = EachBatchPayload['commitOffsetsIfNecessary']

/** Where this instance is in the partitions that it has, beyond what the broker knows: committed soon, all in one request, and again where that failed. */
export class KafkaPositions {
  private readonly moved = new Map<string, Position>()
  private commitOffsets?: Commit
  private timer?: NodeJS.Timeout
  private committing: Promise<void> = Promise.resolve()
  private closed = false

  /** How to commit as the member that this instance is now. */
  commitBy(commit: Commit): void {
    this.commitOffsets = commit
  }

  took(position: Position): void {
    this.moved.set(`${position.topic}/${position.partition}`, position)
    this.commitSoon()
  }

  /** They were shared out anew: what was not committed comes again. */
  forget(): void {
    this.moved.clear()
    this.commitOffsets = undefined
  }

  /** Resolves once all that was taken by now is committed. */
  commit(): Promise<void> {
    this.committing = this.committing.catch(() => undefined).then(() => this.commitMoved())
    return this.committing
  }

  /** Commits nothing more by itself. */
  close(): void {
    this.closed = true
    clearTimeout(this.timer)
  }

  private commitSoon(): void {
    if (this.closed) return
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      this.commit().catch(() => this.commitSoon())
    }, COMMIT_EVERY_MS).unref()
  }

  private async commitMoved(): Promise<void> {
    const moved = [...this.moved]
    if (!moved.length || !this.commitOffsets) return
    const topics = new Map(moved.map(([, { topic }]) => [topic, [] as PartitionOffset[]]))
    for (const [, { topic, partition, next }] of moved) topics.get(topic)?.push({ partition, offset: String(next) })
    await this.commitOffsets({ topics: [...topics].map(([topic, partitions]) => ({ topic, partitions })) })
    for (const [key, position] of moved) if (this.moved.get(key) === position) this.moved.delete(key)
  }
}
