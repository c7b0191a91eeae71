import { services } from '@yiwang/contracts'
import type { Binary, Db, FindCursor, Collection as Native } from 'mongodb'
import { type EventKeyStore, type KeptKey, serviceOfKey } from '../event-keys/event-key'
import { ask } from './faults'

interface Record {
  _id: string
  half?: Binary | Uint8Array
  of?: string
  destroyedAt?: Date
}

/** Beside the collections of documents, which have a dot in their names: no dump of those holds these (`--excludeCollectionsWithPrefix=event-keys-`). */
export const eventKeysOf = (service: string): string => `event-keys-${service}`

/** The distributed row's event keys: a collection for each service, which it alone writes and every one reads. */
export class EventKeyRecords implements EventKeyStore {
  constructor(private readonly db: Db) {}

  async read(ids: string[]): Promise<KeptKey[]> {
    const found = [...byService(ids, (id) => id)].map(([service, some]) => all(this.of(service).find({ _id: { $in: some } })))
    return (await Promise.all(found)).flat()
  }

  async add(keys: Required<Pick<KeptKey, 'id' | 'half'>>[]): Promise<void> {
    await this.addKept(keys)
  }

  async addKept(keys: KeptKey[]): Promise<void> {
    const asWrite = ({ id, half, ...rest }: KeptKey) => ({
      updateOne: { filter: { _id: id }, update: { $setOnInsert: { ...rest, ...(half && { half: Buffer.from(half) }) } }, upsert: true },
    })
    for (const [service, some] of byService(keys, ({ id }) => id))
      await ask(this.of(service).bulkWrite(some.map(asWrite) as never, { ordered: false }))
  }

  async destroy(id: string, of: string, at: Date): Promise<void> {
    const gone = { $unset: { half: '' }, $set: { of }, $min: { destroyedAt: at } }
    await ask(this.of(serviceOfKey(id)).updateOne({ _id: id }, gone as never, { upsert: true }))
  }

  destroyed(service: string, begin: string, after: string, limit: number): Promise<KeptKey[]> {
    const there = { of: { $gt: after, $lt: `${begin}\u{10ffff}` }, destroyedAt: { $exists: true } }
    return all(this.of(service).find(there).sort({ of: 1 }).limit(limit))
  }

  page(service: string, after: string, limit: number): Promise<KeptKey[]> {
    return all(
      this.of(service)
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit),
    )
  }

  /** By which those that were destroyed are found. */
  async makeIndexes(): Promise<void> {
    for (const service of services) await ask(this.of(service).createIndex({ of: 1 }, { sparse: true }))
  }

  private of = (service: string): Native<Record> => this.db.collection<Record>(eventKeysOf(service))
}

function byService<K>(keys: K[], idOf: (key: K) => string): Map<string, K[]> {
  const found = new Map<string, K[]>()
  for (const key of keys) {
    const service = serviceOfKey(idOf(key))
    found.set(service, [...(found.get(service) ?? []), key])
  }
  return found
}

const all = async (found: FindCursor<Record>): Promise<KeptKey[]> => (await ask(found.toArray())).map(kept)

function kept({ _id, half, of, destroyedAt }: Record): KeptKey {
  const bytes = half && (half instanceof Uint8Array ? half : half.value())
  return { id: _id, ...(bytes && { half: bytes as Uint8Array }), ...(of && { of }), ...(destroyedAt && { destroyedAt }) }
}
