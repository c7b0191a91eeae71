import mongoose from 'mongoose'
import { insertEach } from './each'
import { isGone, isUnreachable } from './faults'
import type { MongoRecord, Records } from './records'

const { BSON, MongoBulkWriteError, MongoNetworkError, MongoServerSelectionError } = mongoose.mongo

const result = (inserted: number, refused: number[] = []) => ({
  hasWriteErrors: () => refused.length > 0,
  getWriteConcernError: () => undefined,
  getWriteErrors: () => refused.map((index) => ({ index })),
  insertedCount: inserted,
})
const bulk = (error: object, of: object) => new MongoBulkWriteError(error as never, of as never)
const lost = new MongoNetworkError('connection 1 closed')
const gone = new MongoServerSelectionError('connect ECONNREFUSED', {} as never)

/** A store to which a request for many fails so. */
function failing(error: Error) {
  const singly: string[] = []
  const insertOne = async ({ _id }: MongoRecord) => {
    singly.push(_id)
    if (_id === 'bad') throw new BSON.BSONError('bad')
  }
  return { singly, records: { insertOne, insertMany: () => Promise.reject(error) } as unknown as Records }
}
const added = ['a', 'bad', 'c'].map((_id) => ({ _id })) as MongoRecord[]
const told = (records: Records) => insertEach(records, added).then((all) => all.map(({ status }) => status))

describe('many that are stored in one request', () => {
  it.each([
    ['broke', bulk(lost, result(0)), false],
    ['found no store', bulk(gone, result(0)), true],
    ['broke in its second part', bulk(lost, result(1, [1])), false],
  ])('are told as a store that cannot be reached where it %s', async (_, error, isSo) => {
    const told = await insertEach(failing(error).records, added).catch((thrown) => thrown)
    expect([isUnreachable(told), isGone(told)]).toEqual([true, isSo])
  })

  it('are refused one by one', async () => {
    const { records, singly } = failing(bulk({ message: 'E11000', code: 11000 }, result(2, [1])))
    expect(await told(records)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(singly).toEqual(['bad'])
  })

  it('go one by one where one of them cannot be sent', async () => {
    const { records, singly } = failing(new BSON.BSONError('key must not contain null bytes'))
    expect(await told(records)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(singly).toEqual(['a', 'bad', 'c'])
  })
})
