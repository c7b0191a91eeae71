import { MongoStoredDocuments, SqliteStoredDocuments, type StoredDocuments } from '@yiwang/persistence/operations'
import { progress, type StationFile, StoreUnavailable, type Tell } from '@yiwang/persistence/stores'
import type { Db } from 'mongodb'
import { DistributedSeals } from '../evidence/distributed/seals'
import type { Head, Seal } from '../evidence/seal'
import { StationSeals } from '../evidence/station/seals'

/** What a house's store holds beside its events, as a move takes it out of one row and puts it into the other. */
export interface Content {
  documents: StoredDocuments
  seals: {
    all(): Promise<Seal[]>
    heads(seal: Seal): Promise<Head[]>
    /** Adds a seal of another house; the same once more changes nothing. */
    addMoved(seal: Seal, heads: Head[]): Promise<void>
  }
}

export const stationContent = (file: StationFile): Content => ({ documents: new SqliteStoredDocuments(file), seals: new StationSeals(file) })

export const distributedContent = (db: Db): Content => ({ documents: new MongoStoredDocuments(db), seals: new DistributedSeals(db) })

const PAGE = 500

/** Copies documents by id, from behind the last one that is there. Answers how many there are now. Throws StoreUnavailable where that is not how many there were. */
export async function moveDocuments({ documents: from }: Content, { documents: to }: Content, tell: Tell): Promise<number> {
  let sum = 0
  for (const collection of await from.collections()) {
    const { documents } = await from.measure(collection)
    let moved = 0
    const did = progress((done) => tell(`${collection}: ${done} of ${documents} documents …`))
    let after = (await to.last(collection)) ?? ''
    for (let page = await from.page(collection, after, PAGE); page.length; page = await from.page(collection, after, PAGE)) {
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

/** Copies key names and seals, each seal marked as moved. Answers how many seals there are. */
export async function moveSeals(from: Content, to: Content): Promise<number> {
  await to.documents.addKeys(await from.documents.keys())
  const seals = await from.seals.all()
  for (const seal of seals) await to.seals.addMoved({ ...seal, moved: true }, await from.seals.heads(seal))
  return seals.length
}

/** The measure of each collection: it differs from that of any other moment. */
export async function printOf({ documents }: Content): Promise<unknown[]> {
  const print: unknown[] = []
  for (const collection of await documents.collections()) print.push([collection, await documents.measure(collection)])
  return print
}
