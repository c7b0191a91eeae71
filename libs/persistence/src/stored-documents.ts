import type { KeyName } from './key-names'
import type { Kept } from './resealing'
import type { StoredEvent } from './stored-event'

/** A document as it lies in a store, and what was stored with it and is not sent yet: always nothing on the station, whose log is in the same write. */
export interface StoredDocument extends Kept {
  waiting: StoredEvent[]
}

/**
 * All documents of a store as they lie there, sealed, of whatever collection: no schema and no key is asked. The same on both rows, so that verifying, moving and
 * rebuilding are written once. Collections are named `<service>.<collection>`; pages go by id.
 */
export interface StoredDocuments {
  collections(): Promise<string[]>
  /** How many documents there are, and the sum of their versions: who wrote meanwhile moved it. */
  measure(collection: string): Promise<{ documents: number; versions: number }>
  /** Whether every document, of one service or of all, was brought into an envelope. */
  areProven(service?: string): Promise<boolean>
  /** Its documents have events of their own. */
  publishes(collection: string): Promise<boolean>
  /** Throws UnreadableDocument, as `page` does. */
  get(collection: string, id: string): Promise<StoredDocument | undefined>
  page(collection: string, after: string, limit: number): Promise<StoredDocument[]>
  ids(collection: string, after: string, limit: number): Promise<string[]>
  last(collection: string): Promise<string | undefined>
  /** The same once more changes nothing. */
  add(collection: string, documents: Kept[]): Promise<void>
  /** In one write. */
  remove(collection: string, ids: string[]): Promise<void>
  /** Names of the keys that sealed something here. */
  keys(): Promise<KeyName[]>
  addKeys(names: KeyName[]): Promise<void>
}
