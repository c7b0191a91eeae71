import { ask } from '@yiwang/persistence/operations'
import type { Db } from 'mongodb'
import type { IdsPage, ReadModels } from './read-model'

interface Kept {
  _id: string
  group?: string
}

/** Read models in MongoDB; the groups that fill them are Kafka's, and are sent back there. Indexes stay. */
export class DistributedReadModels implements ReadModels {
  constructor(
    private readonly db: Db,
    readonly rewind: (group: string) => Promise<boolean>,
  ) {}

  has = async (collection: string): Promise<boolean> =>
    (await ask(this.db.listCollections({ name: collection }, { nameOnly: true }).toArray())).length > 0

  publishes = async (collection: string): Promise<boolean> =>
    (await ask(this.of(collection).findOne({ '_.chain': { $exists: true } } as never, { projection: { _id: 1 } }))) !== null

  count = (collection: string): Promise<number> => ask(this.of(collection).countDocuments({}))

  async page(collection: string, after: string, limit: number, group?: string): Promise<IdsPage> {
    const some = this.of(collection).find({ _id: { $gt: after }, ...(group !== undefined && { group }) }, { projection: { _id: 1 } })
    const ids = (await ask(some.sort({ _id: 1 }).limit(limit).toArray())).map(({ _id }) => _id)
    return { ids, last: ids.at(-1) }
  }

  async remove(collection: string, ids: string[]): Promise<void> {
    await ask(this.of(collection).deleteMany({ _id: { $in: ids } }))
  }

  private of = (collection: string) => this.db.collection<Kept>(collection)
}
