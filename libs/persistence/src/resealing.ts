import type { BlobBytes } from './blobs/blob-bytes'
import { StoreUnavailable } from './errors'
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

/**
 * Asked before documents of an earlier form are brought into today's: by collection, with the id of one that has no envelope, where there is one. Throws StoreUnavailable where that must
 * not be.
 */
export type Admit = (collection: string, unproven: string | undefined) => Promise<void>

/** Tells where it is written down that all documents of a service have envelopes, such as `seal 17`; undefined where it is not. */
export type ProvenSince = (service: string) => Promise<string | undefined>

/** From that seal on, a document without an envelope is none of ours: whoever can write the store, and has no key, put it there. */
export function admitBy(provenSince: ProvenSince): Admit {
  const known = new Map<string, Promise<string | undefined>>()
  return async (collection, unproven) => {
    const [service] = collection.split('.')
    if (!known.has(service)) known.set(service, provenSince(service))
    const since = unproven === undefined ? undefined : await known.get(service)
    if (since)
      throw new StoreUnavailable(
        `${collection}/${unproven} has no envelope, and ${since} says that every document had one: it was not written here. docs/runbook.md says what to do`,
      )
  }
}

/** While the key is changed: what is brought into today's form is sealed, and must not come under another key than the rest. */
export const refuseToBring: Admit = async (collection) => {
  throw new StoreUnavailable(
    `${collection} holds documents of an earlier version: start this version once with the key that they lie under (in a city: run \`npm run setup\` with it), then run \`npm run rotate\``,
  )
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
