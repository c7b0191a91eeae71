import { services } from '@yiwang/contracts'
import type { Db } from 'mongodb'
import type { KeyName } from '../key-names'
import type { Kept } from '../resealing'
import { isProven, PROVEN, type StoredRecord } from '../shape'
import type { StoredDocument, StoredDocuments } from '../stored-documents'
import { ask, isDuplicate } from './faults'
import { formsIn } from './forms'
import { type MongoBookkeeping, type MongoRecord, ownBookkeeping } from './records'

/** The documents of a MongoDB. What only this store needs of a document's bookkeeping stays here. */
export class MongoStoredDocuments implements StoredDocuments {
  constructor(private readonly db: Db) {}

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

  async areProven(service?: string): Promise<boolean> {
    const forms = await formsIn(this.db)
    const names = (await this.collections()).filter((name) => isProven(name) && (!service || name.startsWith(`${service}.`)))
    return names.length > 0 && names.every((name) => forms.get(name)?.includes(PROVEN))
  }

  publishes = async (collection: string): Promise<boolean> =>
    (await ask(this.of(collection).findOne({ '_.chain': { $exists: true } } as never, { projection: { _id: 1 } }))) !== null

  async get(collection: string, id: string): Promise<StoredDocument | undefined> {
    const record = await ask(this.of(collection).findOne({ _id: id } as never))
    return record ? toStored(record as MongoRecord) : undefined
  }

  async page(collection: string, after: string, limit: number): Promise<StoredDocument[]> {
    const ascending = this.behind(collection, after).limit(limit)
    return (await ask(ascending.toArray())).map((record) => toStored(record as MongoRecord))
  }

  async ids(collection: string, after: string, limit: number): Promise<string[]> {
    const ascending = this.behind(collection, after).project({ _id: 1 }).limit(limit)
    return (await ask(ascending.toArray())).map(({ _id }) => _id)
  }

  async last(collection: string): Promise<string | undefined> {
    const descending = this.of(collection)
      .find({}, { projection: { _id: 1 } })
      .sort({ _id: -1 })
    return (await ask(descending.limit(1).toArray()))[0]?._id
  }

  async add(collection: string, documents: Kept[]): Promise<void> {
    const records = documents.map(({ version, record }): MongoRecord => ({ ...record, _: { ...record._, version, changes: [] } }))
    try {
      await ask(this.of(collection).insertMany(records as never, { ordered: true }))
    } catch (error) {
      if (!isDuplicate(error)) throw error
      // Some are there, of a process that was killed: the same documents.
      for (const record of records) await ask(this.of(collection).replaceOne({ _id: record._id } as never, record as never, { upsert: true }))
    }
  }

  async remove(collection: string, ids: string[]): Promise<void> {
    await ask(this.of(collection).deleteMany({ _id: { $in: ids } } as never))
  }

  keys = async () => (await ask(this.keyNames.find().toArray())).map(({ _id, since, apart }): KeyName => ({ id: _id, since, apart }))

  /** Each in one write: cut off, a key is as it was, or as it is to be. */
  async addKeys(names: KeyName[]): Promise<void> {
    for (const { id, since = 1, apart = false } of names) {
      const known = { at: new Date(), since }
      const added = apart ? { $setOnInsert: { ...known, apart } } : { $setOnInsert: known, $unset: { apart: true } as const }
      await ask(this.keyNames.updateOne({ _id: id }, added, { upsert: true }))
    }
  }

  private of = (collection: string) => this.db.collection<MongoRecord>(collection)

  private behind = (collection: string, id: string) =>
    this.of(collection)
      .find({ _id: { $gt: id } } as never)
      .sort({ _id: 1 })

  private get keyNames() {
    return this.db.collection<{ _id: string; at: Date; since?: number; apart?: boolean }>('keys')
  }
}

const toStored = ({ _ = {} as MongoBookkeeping, ...fields }: MongoRecord): StoredDocument => ({
  version: _.version,
  record: { ...fields, _: ownBookkeeping(_) } as StoredRecord,
  waiting: _.outbox ?? [],
})
