import { services } from '@yiwang/contracts'
import { ask, isDuplicate, type KeyName, type MongoRecord, ownBookkeeping } from '@yiwang/persistence/operations'
import type { Db } from 'mongodb'
import { DistributedSeals } from '../evidence/distributed/seals'
import type { Head, Seal } from '../evidence/seal'
import type { Content, MovedDocument } from './content'

/** The documents of the distributed row. */
export class DistributedContent implements Content {
  private readonly sealed: DistributedSeals

  constructor(private readonly db: Db) {
    this.sealed = new DistributedSeals(db)
  }

  /** Features' collections have a service before their dot. */
  async collections(): Promise<string[]> {
    const names = (await ask(this.db.listCollections({}, { nameOnly: true }).toArray())).map(({ name }) => name)
    return names.filter((name) => services.some((service) => name.startsWith(`${service}.`))).sort()
  }

  async measure(collection: string) {
    const grouped = this.of(collection).aggregate<{ documents: number; versions: number }>([
      { $group: { _id: null, documents: { $sum: 1 }, versions: { $sum: '$_.version' } } },
    ])
    const [{ documents, versions } = { documents: 0, versions: 0 }] = await ask(grouped.toArray())
    return { documents, versions }
  }

  async last(collection: string): Promise<string | undefined> {
    const descending = this.of(collection)
      .find({}, { projection: { _id: 1 } })
      .sort({ _id: -1 })
    return (await ask(descending.limit(1).toArray()))[0]?._id
  }

  async after(collection: string, id: string, limit: number): Promise<MovedDocument[]> {
    const ascending = this.of(collection)
      .find({ _id: { $gt: id } } as never)
      .sort({ _id: 1 })
    const records = await ask(ascending.limit(limit).toArray())
    return records.map((record) => ({ version: record._.version, record: { ...record, _: ownBookkeeping(record._) } }))
  }

  async add(collection: string, documents: MovedDocument[]): Promise<void> {
    const records = documents.map(({ version, record }): MongoRecord => ({ ...record, _: { ...record._, version, changes: [] } }))
    try {
      await ask(this.of(collection).insertMany(records as never, { ordered: true }))
    } catch (error) {
      if (!isDuplicate(error)) throw error
      // The last breath of a move that was killed: the same documents.
      for (const record of records) await ask(this.of(collection).replaceOne({ _id: record._id } as never, record as never, { upsert: true }))
    }
  }

  keys = async () => (await ask(this.keyNames.find().toArray())).map(({ _id, since }): KeyName => ({ id: _id, since }))

  async addKeys(names: KeyName[]): Promise<void> {
    for (const { id, since = 1 } of names)
      await ask(this.keyNames.updateOne({ _id: id }, { $setOnInsert: { at: new Date(), since } }, { upsert: true }))
  }

  seals = () => ask(this.sealed.all())
  heads = (seal: Seal): Promise<Head[]> => ask(this.sealed.heads(seal))

  async addMoved(seal: Seal, heads: Head[]): Promise<void> {
    await ask(this.sealed.add(seal, heads))
  }

  private of = (collection: string) => this.db.collection<MongoRecord>(collection)

  private get keyNames() {
    return this.db.collection<{ _id: string; at: Date; since?: number }>('keys')
  }
}
