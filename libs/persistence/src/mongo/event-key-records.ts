import type { Binary, Db, FindCursor, Collection as Native } from 'mongodb'
import type { EventKeyStore, KeptKey } from '../event-keys/event-key'
import { ask } from './faults'

interface Record {
  _id: string
  half?: Binary | Uint8Array
  of?: string
  destroyedAt?: Date
}

/** Beside the house's own database, one of its own: a dump of the one does not hold the other. */
export const eventKeysOf = (database: string): string => `${database}-event-keys`

/** The distributed row's event keys, which every service reads. */
export class EventKeyRecords implements EventKeyStore {
  readonly isBegunAnew = false
  private readonly keys: Native<Record>

  constructor(db: Db) {
    this.keys = db.collection<Record>('keys')
  }

  read(ids: string[]): Promise<KeptKey[]> {
    return all(this.keys.find({ _id: { $in: ids } }))
  }

  async add(keys: Required<Pick<KeptKey, 'id' | 'half'>>[]): Promise<void> {
    await this.addKept(keys)
  }

  async addKept(keys: KeptKey[]): Promise<void> {
    if (!keys.length) return
    const writes = keys.map(({ id, half, ...rest }) => ({
      updateOne: { filter: { _id: id }, update: { $setOnInsert: { ...rest, ...(half && { half: Buffer.from(half) }) } }, upsert: true },
    }))
    await ask(this.keys.bulkWrite(writes as never, { ordered: false }))
  }

  async destroy(id: string, of: string, at: Date): Promise<void> {
    await ask(this.keys.updateOne({ _id: id }, { $unset: { half: '' }, $set: { of }, $min: { destroyedAt: at } }, { upsert: true }))
  }

  destroyed(begin: string, after: string, limit: number): Promise<KeptKey[]> {
    const there = { of: { $gt: after, $lt: `${begin}\u{10ffff}` }, destroyedAt: { $exists: true } }
    return all(this.keys.find(there).sort({ of: 1 }).limit(limit))
  }

  page(after: string, limit: number): Promise<KeptKey[]> {
    return all(
      this.keys
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit),
    )
  }

  /** By which those that were destroyed are found. */
  async makeIndex(): Promise<void> {
    await ask(this.keys.createIndex({ of: 1 }, { sparse: true }))
  }
}

const all = async (found: FindCursor<Record>): Promise<KeptKey[]> => (await ask(found.toArray())).map(kept)

function kept({ _id, half, of, destroyedAt }: Record): KeptKey {
  const bytes = half && (half instanceof Uint8Array ? half : half.value())
  return { id: _id, ...(bytes && { half: bytes as Uint8Array }), ...(of && { of }), ...(destroyedAt && { destroyedAt }) }
}
