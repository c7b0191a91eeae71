import type { KeyName, StoredRecord } from '@yiwang/persistence/operations'
import { progress, StoreUnavailable, type Tell } from '@yiwang/persistence/stores'
import type { Head, Seal } from '../evidence/seal'

export interface MovedDocument {
  version: number
  /** As both stores keep it: what only one of them needs is left out. */
  record: StoredRecord
}

/** What a house's store holds beside its events, as a move takes it out of one row and puts it into the other. */
export interface Content {
  collections(): Promise<string[]>
  /** How many documents there are, and the sum of their versions: who wrote meanwhile moved it. */
  measure(collection: string): Promise<{ documents: number; versions: number }>
  /** The last id of a collection: a move adds in the order of ids, so everything before it is there. */
  last(collection: string): Promise<string | undefined>
  after(collection: string, id: string, limit: number): Promise<MovedDocument[]>
  add(collection: string, documents: MovedDocument[]): Promise<void>
  /** Names of the keys that sealed something here. */
  keys(): Promise<KeyName[]>
  addKeys(names: KeyName[]): Promise<void>
  seals(): Promise<Seal[]>
  heads(seal: Seal): Promise<Head[]>
  /** Adds a seal of another house; the same once more changes nothing. */
  addMoved(seal: Seal, heads: Head[]): Promise<void>
}

const PAGE = 500

/** Goes on behind the last document that is there. Answers how many there are now. Throws StoreUnavailable where that is not how many there were. */
export async function moveDocuments(from: Content, to: Content, tell: Tell): Promise<number> {
  let sum = 0
  for (const collection of await from.collections()) {
    const { documents } = await from.measure(collection)
    let moved = 0
    const did = progress((done) => tell(`${collection}: ${done} of ${documents} documents …`))
    let after = (await to.last(collection)) ?? ''
    for (let page = await from.after(collection, after, PAGE); page.length; page = await from.after(collection, after, PAGE)) {
      await to.add(collection, page)
      after = page[page.length - 1].record._id
      moved += page.length
      did(page.length)
    }
    const there = (await to.measure(collection)).documents
    if (there !== documents)
      throw new StoreUnavailable(`${collection} has ${there} documents there and ${documents} here: somebody else wrote meanwhile`)
    if (documents) tell(`${collection}: ${documents} documents${moved < documents ? `, ${documents - moved} of them were there` : ''}`)
    sum += documents
  }
  return sum
}

/** The chains of seals as they are, for the events in their new places. Answers how many there are. */
export async function moveSeals(from: Content, to: Content): Promise<number> {
  await to.addKeys(await from.keys())
  const seals = await from.seals()
  for (const seal of seals) await to.addMoved({ ...seal, moved: true }, await from.heads(seal))
  return seals.length
}

/** Tells this content from that of another moment. */
export async function printOf(content: Content): Promise<unknown[]> {
  const print: unknown[] = []
  for (const collection of await content.collections()) print.push([collection, await content.measure(collection)])
  return print
}
