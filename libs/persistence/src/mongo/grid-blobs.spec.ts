import { Readable } from 'node:stream'
import mongoose from 'mongoose'
import { StoreUnavailable } from '../errors'
import { GridBlobs } from './grid-blobs'

const { GridFSBucket, MongoDriverError, MongoGridFSChunkError, MongoNotConnectedError, MongoRuntimeError } = mongoose.mongo
const db = { collection: () => ({}) }

describe('reading what lies in GridFS', () => {
  afterEach(() => jest.restoreAllMocks())

  const told = async (error: Error) => {
    const breaking = new Readable({ read: () => void breaking.destroy(error) })
    jest.spyOn(GridFSBucket.prototype, 'openDownloadStream').mockReturnValue(breaking as never)
    const read = async () => {
      for await (const _ of new GridBlobs(db as never).read({ service: 'hotline', id: 'a', key: 'k' }, 0, 1));
    }
    return read().catch((one) => one)
  }

  it('says that something else lies there, where it does', async () => {
    for (const error of [new MongoGridFSChunkError('ChunkIsMissing'), new MongoRuntimeError('FileNotFound: file a was not found')])
      expect((await told(error)).message).toMatch('not as they were')
  })

  it('says that the store is away, where no connection is free or left', async () => {
    for (const error of [new MongoDriverError('Timed out while checking out a connection'), new MongoNotConnectedError('closed')])
      expect(await told(error)).toBeInstanceOf(StoreUnavailable)
  })
})
