import { StoreUnavailable } from '../errors'
import type { Kept, Resealable } from '../resealing'
import type { Shape, StoredRecord } from '../shape'
import { unavailable } from './faults'
import { asRead, type MongoRecord, type Records } from './records'

/** A collection in MongoDB whose key is changed: each document is one write, of what was read alone. */
export class MongoResealing implements Resealable {
  constructor(
    readonly shape: Shape,
    private readonly records: Records,
  ) {}

  count = (): Promise<number> => this.ask(this.records.countDocuments({}))

  async read(after: string, limit: number): Promise<Kept[]> {
    const found = this.records.find({ _id: { $gt: after } }, { projection: { '_.outbox': 0 } }).sort({ _id: 1 })
    return (await this.ask(found.limit(limit).toArray())).map((record) => ({ record: record as MongoRecord, version: record._.version }))
  }

  async write(changed: (Kept & { resealed: StoredRecord })[]): Promise<void> {
    await Promise.all(
      changed.map(async ({ record, resealed: { _id, _, ...fields } }) => {
        const anew = Object.fromEntries(Object.entries(fields).filter(([key, value]) => value !== record[key]))
        const gone = Object.fromEntries(Object.keys(record).flatMap((key) => (key in fields || key === '_id' || key === '_' ? [] : [[key, '']])))
        const update = { ...(Object.keys(anew).length && { $set: anew }), ...(Object.keys(gone).length && { $unset: gone }) }
        const { matchedCount } = await this.ask(this.records.updateOne(asRead(record as MongoRecord) as never, update as never))
        if (!matchedCount) throw new StoreUnavailable(`${this.shape.name} ${_id} changed meanwhile: stop every service first`)
      }),
    )
  }

  private ask = <R>(answer: Promise<R>): Promise<R> =>
    answer.catch((error) => {
      throw unavailable(error)
    })
}
