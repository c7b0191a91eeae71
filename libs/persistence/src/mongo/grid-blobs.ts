import type { ServiceName } from '@yiwang/contracts'
import type { Db, GridFSBucket } from 'mongodb'
import mongoose from 'mongoose'
import { type BlobBytes, type BlobName, fileOf } from '../blobs/blob-bytes'
import { FRAME } from '../blobs/frames'
import { ask, unavailable } from './faults'

const { MongoGridFSChunkError, MongoInvalidArgumentError, MongoRuntimeError } = mongoose.mongo

/** Four frames and what seals them: a document of GridFS holds about a quarter of a megabyte, as by default. */
const CHUNK = 4 * (FRAME + 16)

/** Before the names of GridFS' own collections: they hold no documents of a feature. */
const PREFIX = 'blobs.'
export const isOfBlobs = (collection: string): boolean => collection.startsWith(PREFIX)

/** Blobs in MongoDB: GridFS, for each service a bucket of its own. Its files document is stored last, so that what has one is whole. */
export class GridBlobs implements BlobBytes {
  private readonly buckets = new Map<ServiceName, GridFSBucket>()

  constructor(private readonly db: Db) {}

  async put(name: BlobName, sealed: AsyncIterable<Buffer>): Promise<void> {
    await this.remove(name)
    const upload = this.bucket(name).openUploadStreamWithId(fileOf(name) as never, fileOf(name))
    // What goes wrong between two writes is told by the next.
    let fault: unknown
    upload.on('error', (error) => {
      fault ??= error
    })
    const step = (write: (done: (error?: Error | null) => void) => void) =>
      new Promise<void>((resolve, reject) => (fault ? reject(fault) : write((error) => (error ? reject(error) : resolve()))))
    try {
      for await (const chunk of sealed) await step((done) => upload.write(chunk, done)).catch(toldBy)
      await step((done) => upload.end(done)).catch(toldBy)
    } catch (error) {
      upload.destroy()
      await this.remove(name).catch(() => undefined)
      throw error
    }
  }

  async *read(name: BlobName, start: number, end: number): AsyncIterable<Uint8Array> {
    if (end <= start) return
    const download = this.bucket(name).openDownloadStream(fileOf(name) as never, { start, end })
    try {
      yield* download
    } catch (error) {
      throw isOfWhatLiesThere(error) ? new Error(`the bytes of ${fileOf(name)} are not as they were`, { cause: error }) : unavailable(error)
    } finally {
      download.destroy()
    }
  }

  async length(name: BlobName): Promise<number | undefined> {
    const [found] = await ask(
      this.bucket(name)
        .find({ _id: fileOf(name) as never })
        .toArray(),
    )
    return found?.length
  }

  /** The files document first: cut off between the two, there is no blob, and the next `remove` takes the rest. */
  async remove(name: BlobName): Promise<void> {
    const bucket = `${PREFIX}${name.service}`
    await ask(this.db.collection(`${bucket}.files`).deleteOne({ _id: fileOf(name) as never }))
    await ask(this.db.collection(`${bucket}.chunks`).deleteMany({ files_id: fileOf(name) }))
  }

  private bucket({ service }: BlobName): GridFSBucket {
    const known =
      this.buckets.get(service) ?? new mongoose.mongo.GridFSBucket(this.db as never, { bucketName: `${PREFIX}${service}`, chunkSizeBytes: CHUNK })
    this.buckets.set(service, known as never)
    return known as never
  }
}

/** GridFS misses the file, or a chunk of it, or finds another. Whatever else the driver says of itself (no connection is free, or left) tells nothing of what lies there. */
const isOfWhatLiesThere = (error: unknown): boolean =>
  error instanceof MongoGridFSChunkError ||
  error instanceof MongoInvalidArgumentError ||
  (error instanceof MongoRuntimeError && error.message.startsWith('FileNotFound'))

function toldBy(error: unknown): never {
  throw unavailable(error)
}
