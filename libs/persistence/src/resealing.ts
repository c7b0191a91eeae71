import type { BlobBytes } from './blobs/blob-bytes'
import type { Shape, StoredRecord } from './shape'
import type { Vault } from './vault'

export interface Kept {
  record: StoredRecord
  version: number
}

/** A collection's documents as they lie in the store, for work that goes through all of them. */
export interface Resealable {
  readonly shape: Shape
  count(): Promise<number>
  /** By id, at most `limit` after one. */
  read(after: string, limit: number): Promise<Kept[]>
  /** Puts sealed fields in place of what was read, all or each for itself; versions stay. Throws StoreUnavailable where a document changed meanwhile. */
  write(changed: (Kept & { resealed: StoredRecord })[]): Promise<void>
}

/** What a store has to give for its key to be changed. */
export interface Rotating {
  readonly vault: Vault
  /** Where the bytes of files lie. */
  readonly blobs: BlobBytes
  /** Everything lies under the vault's current key already. */
  isRotated(): Promise<boolean>
  /** All collections that this version knows. Throws StoreUnavailable where the store holds others: they would stay behind. */
  resealables(): Promise<Resealable[]>
  /** The current key's name is kept before anything is sealed with it. */
  beginRotation(): Promise<void>
  /** From now on documents lie under it. */
  endRotation(): Promise<void>
}

const PAGE = 200

export async function* pages(collection: Resealable): AsyncIterable<Kept[]> {
  for (let after = ''; ; ) {
    const page = await collection.read(after, PAGE)
    if (!page.length) return
    yield page
    after = page[page.length - 1].record._id
  }
}
