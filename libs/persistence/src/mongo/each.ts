import mongoose from 'mongoose'
import type { MongoRecord, Records } from './records'

const { BSON, MongoAPIError, MongoBulkWriteError } = mongoose.mongo
const { BSONError } = BSON

/** The record of each id, in one request. */
export async function loadEach(records: Records, ids: string[]): Promise<PromiseSettledResult<MongoRecord | null>[]> {
  const findOne = (_id: string) => records.findOne({ _id } as never) as Promise<MongoRecord | null>
  if (ids.length === 1) return Promise.allSettled([findOne(ids[0])])
  const found = (await records.find({ _id: { $in: [...new Set(ids)] } } as never).toArray()) as MongoRecord[]
  const byId = new Map(found.map((record) => [record._id, record]))
  // Two who ask for the same share nothing of what they get.
  return Promise.allSettled(ids.map((id, at) => (ids.indexOf(id) === at ? (byId.get(id) ?? null) : findOne(id))))
}

/** Stores each by itself, in one request: one that is refused holds up no other, and is told as if it had come alone. */
export async function insertEach(records: Records, added: MongoRecord[]): Promise<PromiseSettledResult<void>[]> {
  const insertOne = async (record: MongoRecord): Promise<void> => void (await records.insertOne(record as never))
  if (added.length === 1) return Promise.allSettled([insertOne(added[0])])
  try {
    await records.insertMany(added as never, { ordered: false })
    return Promise.allSettled(added.map(() => undefined))
  } catch (error) {
    const isRefused = refusedBy(error, added.length)
    // Of many the driver does not tell which index refused one; asked for by itself, it does.
    return Promise.allSettled(added.map((record, at) => (isRefused(at) ? insertOne(record) : undefined)))
  }
}

/**
 * Which of many the store refused. Throws where nobody knows what was stored. What no majority took is asked for once more, and found to be there; so is each by itself where
 * one of them is nothing that can be sent, and none was.
 */
function refusedBy(error: unknown, asked: number): (at: number) => boolean {
  if (error instanceof BSONError || error instanceof MongoAPIError) return () => true
  if (!(error instanceof MongoBulkWriteError) || !error.result.hasWriteErrors()) throw error
  if (error.result.getWriteConcernError()) return () => true
  const refused = new Set(error.result.getWriteErrors().map(({ index }) => index))
  // Of a request that went in parts, one may have been refused and the next have been lost.
  if (error.result.insertedCount + refused.size !== asked) throw error
  return (at) => refused.has(at)
}
