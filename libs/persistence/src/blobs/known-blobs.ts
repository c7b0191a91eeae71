import type { ServiceName } from '@yiwang/contracts'
import { valueAt } from '../paths'
import type { Kept } from '../resealing'
import { Shape, type StoredRecord } from '../shape'
import type { Vault } from '../vault'
import { type BlobRecord, blobSchema, blobsOf } from './blob'

/** What a service knows of its files, as it lies in the store. */
export class KnownBlobs {
  readonly collection: string
  private readonly shape: Shape

  constructor(service: ServiceName, vault: Vault) {
    this.collection = blobsOf(service)
    this.shape = new Shape(this.collection, blobSchema, vault)
  }

  /** Throws where it was altered. */
  open = ({ record, version }: Kept): BlobRecord => this.shape.toDocument<BlobRecord>(record, version)
}

/** Whether the bytes are to be there. */
export const isWhole = ({ state }: Pick<BlobRecord, 'state'>): boolean => state === 'stored' || state === 'unnamed'

/** The files that a document names. */
export const namedIn = (record: StoredRecord, paths: string[]): string[] =>
  paths.flatMap((path) => [valueAt(record, path.split('.')) ?? []].flat(2).filter((id): id is string => typeof id === 'string'))
