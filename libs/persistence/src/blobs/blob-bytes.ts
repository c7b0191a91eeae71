import type { ServiceName } from '@yiwang/contracts'

/** Which bytes: whose, and the name of the key that sealed them. */
export interface BlobName {
  service: ServiceName
  id: string
  key: string
}

/** Where the bytes of blobs lie, as they are sealed: a folder on the station, GridFS on MongoDB. What is there under a name is whole, on the disk, and never changes. */
export interface BlobBytes {
  /** All, and durable, or nothing: where it fails nothing stays. Of a process that died there may be a part, which nobody sees; the next `put` or `remove` of that name takes it away. */
  put(name: BlobName, sealed: AsyncIterable<Buffer>): Promise<void>
  /** From `start` up to `end`. Throws where there is nothing of that name. */
  read(name: BlobName, start: number, end: number): AsyncIterable<Uint8Array>
  /** Of what is whole; undefined where there is nothing. */
  length(name: BlobName): Promise<number | undefined>
  /** Whatever there is of that name, a part among it. */
  remove(name: BlobName): Promise<void>
}

export const fileOf = ({ id, key }: BlobName): string => `${id}.${key}`
