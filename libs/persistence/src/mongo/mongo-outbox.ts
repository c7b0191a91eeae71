import { newId } from '@yiwang/domain'
import { unavailable } from './faults'
import { Outbox, type OutboxEntry } from './outbox'
import type { Lease, MongoRecord, Records } from './records'

/** Longer than a broker's restart would have publishing wait for; what a crash left is published after it. */
const LEASE_MS = 15_000

/** The outboxes of all collections of one process. */
export class MongoOutbox extends Outbox {
  private readonly instance = newId()
  private readonly listeners = new Set<(entry: OutboxEntry) => void>()
  private readonly collections = new Map<string, Records>()

  know(collection: string, records: Records): void {
    this.collections.set(collection, records)
  }

  lease = (): Lease => ({ by: this.instance, until: new Date(Date.now() + LEASE_MS) })

  isFree = (lease: Lease | undefined): boolean => !lease || lease.until.getTime() <= Date.now() || lease.until.getTime() > farAhead()

  written(entry: OutboxEntry): void {
    for (const listener of this.listeners) listener(entry)
  }

  onWritten(listener: (entry: OutboxEntry) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  async take(collection: string, id: string): Promise<OutboxEntry | undefined> {
    const record = await this.ask(
      this.of(collection).findOneAndUpdate({ _id: id, '_.outboxAt': { $exists: true }, ...free() }, { $set: { '_.lease': this.lease() } } as never, {
        returnDocument: 'after',
      }),
    )
    const entry = entryOf(collection, record)
    // Whoever published it died, or had lost the lease, before the mark went as well: it would be taken again for ever.
    if (record && !entry) await this.giveBack(collection, id)
    return entry
  }

  async published({ collection, id, events }: OutboxEntry): Promise<OutboxEntry | undefined> {
    const records = this.of(collection)
    const ids = events.map((event) => event.id)
    // Also where the lease was lost meanwhile: what is published need not be published again.
    await this.ask(records.updateOne({ _id: id }, { $pull: { '_.outbox': { id: { $in: ids } } } } as never))
    if (await this.giveBack(collection, id)) return undefined
    const now = { '_.lease': this.lease(), '_.outboxAt': new Date() }
    return entryOf(collection, await this.ask(records.findOneAndUpdate(this.mine(id), { $set: now } as never, { returnDocument: 'after' })))
  }

  async waiting(limit: number): Promise<{ collection: string; id: string }[]> {
    const found: { collection: string; id: string }[] = []
    for (const [collection, records] of this.collections) {
      if (found.length >= limit) break
      const query = { '_.outboxAt': { $exists: true }, ...free() }
      const ids = await this.ask(records.find(query as never, { projection: { _id: 1 }, limit: limit - found.length }).toArray())
      found.push(...ids.map(({ _id }) => ({ collection, id: _id })))
    }
    return found
  }

  async oldest(): Promise<Date | undefined> {
    const times: number[] = []
    for (const records of this.collections.values()) {
      const [record] = await this.ask(
        records
          .find({ '_.outboxAt': { $exists: true } } as never, { projection: { '_.outboxAt': 1 }, sort: { '_.outboxAt': 1 }, limit: 1 })
          .toArray(),
      )
      if (record?._.outboxAt) times.push(record._.outboxAt.getTime())
    }
    return times.length ? new Date(Math.min(...times)) : undefined
  }

  /** Whether nothing was left, so that the lease and the mark went. */
  private async giveBack(collection: string, id: string): Promise<boolean> {
    const empty = { ...this.mine(id), '_.outbox': { $size: 0 } }
    const done = await this.ask(this.of(collection).updateOne(empty, { $unset: { '_.lease': 1, '_.outboxAt': 1 } } as never))
    return done.matchedCount > 0
  }

  private mine = (id: string) => ({ _id: id, '_.lease.by': this.instance })

  private of = (collection: string): Records => this.collections.get(collection) as Records

  private ask = <R>(answer: Promise<R>): Promise<R> =>
    answer.catch((error) => {
      throw unavailable(error)
    })
}

/** No lease reaches so far by a clock that is right. One that does holds nothing: what it would hold back for minutes is published twice instead. */
const farAhead = () => Date.now() + 2 * LEASE_MS

const free = () => ({
  $or: [{ '_.lease': { $exists: false } }, { '_.lease.until': { $lte: new Date() } }, { '_.lease.until': { $gt: new Date(farAhead()) } }],
})

const entryOf = (collection: string, record: MongoRecord | null): OutboxEntry | undefined =>
  record?._.outbox?.length ? { collection, id: record._id, events: record._.outbox } : undefined
