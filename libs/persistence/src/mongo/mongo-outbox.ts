import { hasCome, newId } from '@yiwang/domain'
import { unavailable } from './faults'
import { Outbox, type OutboxEntry } from './outbox'
import type { Lease, MongoRecord, Records } from './records'

/** Longer than a broker's restart would have publishing wait for; what a crash left is published after it. */
const LEASE_MS = 15_000

/** Set at all, as a range: every server reads that from the index, where `$exists` has one that is compatible read everything. */
const SET = { $gte: new Date(0) }
const EMPTY = { '_.outbox': 1, '_.lease': 1, '_.outboxAt': 1 }
/** A pull that a crash undoes costs a repeat, so nobody waits for a journal or a majority. */
const LOSABLE = { w: 1, journal: false }

/** The outboxes of all collections of one process. */
export class MongoOutbox extends Outbox {
  private readonly instance = newId()
  private readonly listeners = new Set<Parameters<Outbox['onWritten']>[0]>()
  private readonly collections = new Map<string, Records>()

  know(collection: string, records: Records): void {
    this.collections.set(collection, records)
  }

  lease = (): Lease => ({ by: this.instance, until: new Date(Date.now() + LEASE_MS) })

  /** Two who publish the same, by clocks that differ, repeat each other, nothing worse. */
  isFree = (lease: Lease | undefined): boolean => !lease || hasCome(lease.until, new Date(), LEASE_MS)

  written(entry: OutboxEntry | Promise<OutboxEntry | undefined>): void {
    for (const listener of this.listeners) listener(entry)
  }

  onWritten(listener: Parameters<Outbox['onWritten']>[0]): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  async take(collection: string, id: string): Promise<OutboxEntry | undefined> {
    const records = this.of(collection)
    const before = await this.ask(records.findOne({ _id: id } as never, { projection: { '_.lease': 1 } }))
    if (!before || !this.isFree(before._.lease)) return undefined
    const asItWas = { _id: id, '_.outboxAt': SET, ...held(before._.lease) }
    const { matchedCount } = await this.ask(records.updateOne(asItWas as never, { $set: { '_.lease': this.lease() } } as never))
    if (!matchedCount) return undefined
    const entry = await this.read(collection, id)
    // All of it was pulled by someone who had lost the lease: nobody was left to say that it is empty.
    if (!entry) await this.empty(collection, id)
    return entry
  }

  async published(entries: OutboxEntry[]): Promise<OutboxEntry[]> {
    const byCollection = new Map<string, OutboxEntry[]>()
    for (const entry of entries) byCollection.set(entry.collection, [...(byCollection.get(entry.collection) ?? []), entry])
    return (await Promise.all([...byCollection].map(([collection, of]) => this.emptied(collection, of)))).flat()
  }

  /** One request for all, since mostly nothing came meanwhile; where one document had more, each is asked by itself. */
  private async emptied(collection: string, entries: OutboxEntry[]): Promise<OutboxEntry[]> {
    const updates = entries.map(({ id, events }) => ({
      updateOne: {
        filter: { ...this.mine(id), '_.outbox': { $size: events.length }, '_.outbox.id': { $all: events.map((event) => event.id) } },
        update: { $unset: EMPTY },
      },
    }))
    const { matchedCount } = await this.ask(this.of(collection).bulkWrite(updates as never, { ordered: false, writeConcern: LOSABLE }))
    if (matchedCount === entries.length) return []
    const left = await Promise.all(entries.map((entry) => this.pulled(entry)))
    return left.filter((entry) => entry !== undefined)
  }

  private async pulled({ collection, id, events }: OutboxEntry): Promise<OutboxEntry | undefined> {
    const records = this.of(collection)
    const ids = events.map((event) => event.id)
    // Also where the lease was lost meanwhile: what is published need not be published again.
    await this.ask(records.updateOne({ _id: id }, { $pull: { '_.outbox': { id: { $in: ids } } } } as never))
    if (await this.empty(collection, id)) return undefined
    const now = { '_.lease': this.lease(), '_.outboxAt': new Date() }
    const { matchedCount } = await this.ask(records.updateOne(this.mine(id) as never, { $set: now } as never))
    return matchedCount ? this.read(collection, id) : undefined
  }

  async waiting(limit: number): Promise<{ collection: string; id: string }[]> {
    const found: { collection: string; id: string }[] = []
    for (const [collection, records] of this.collections) {
      if (found.length >= limit) break
      // Whose lease it is stands in no index: a server that is asked for it as well may read everything.
      const cursor = records.find({ '_.outboxAt': SET } as never, { projection: { '_.lease': 1 } })
      const ids = await this.ask(this.firstFree(cursor, limit - found.length))
      found.push(...ids.map((id) => ({ collection, id })))
    }
    return found
  }

  private async firstFree(cursor: AsyncIterable<MongoRecord>, limit: number): Promise<string[]> {
    const ids: string[] = []
    for await (const { _id, _ } of cursor) {
      if (this.isFree(_.lease) && ids.push(_id) >= limit) break
    }
    return ids
  }

  async oldest(): Promise<Date | undefined> {
    const times: number[] = []
    for (const records of this.collections.values()) {
      const [record] = await this.ask(
        records.find({ '_.outboxAt': SET } as never, { projection: { '_.outboxAt': 1 }, sort: { '_.outboxAt': 1 }, limit: 1 }).toArray(),
      )
      if (record?._.outboxAt) times.push(record._.outboxAt.getTime())
    }
    return times.length ? new Date(Math.min(...times)) : undefined
  }

  /** Whether nothing is left in it: then the lease is given back. */
  private async empty(collection: string, id: string): Promise<boolean> {
    const answer = await this.ask(this.of(collection).updateOne({ ...this.mine(id), '_.outbox': { $size: 0 } } as never, { $unset: EMPTY } as never))
    return answer.matchedCount > 0
  }

  /** What waits in a document whose lease is ours. */
  private read = async (collection: string, id: string): Promise<OutboxEntry | undefined> =>
    entryOf(collection, await this.ask(this.of(collection).findOne({ _id: id } as never)))

  private mine = (id: string) => ({ _id: id, '_.lease.by': this.instance })

  private of = (collection: string): Records => this.collections.get(collection) as Records

  private ask = <R>(answer: Promise<R>): Promise<R> =>
    answer.catch((error) => {
      throw unavailable(error)
    })
}

/** No alternatives in one question: a server that is compatible has answered them by reading everything, whatever else was asked with them. */
const held = (lease: Lease | undefined) => (lease ? { '_.lease.by': lease.by, '_.lease.until': lease.until } : { '_.lease': { $exists: false } })

const entryOf = (collection: string, record: MongoRecord | null): OutboxEntry | undefined =>
  record?._.outbox?.length ? { collection, id: record._id, events: record._.outbox } : undefined
