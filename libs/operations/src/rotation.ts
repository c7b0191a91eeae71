import { type BlobRecord, isWhole, pages, type Resealable, type Rotating, SealedBlobs, whoseBlobs } from '@yiwang/persistence/operations'
import { StoreUnavailable } from '@yiwang/persistence/stores'

export type { Rotating }

export interface Resealed {
  name: string
  documents: number
  /** Of them, in this run: what an earlier run did is not done again. */
  resealed: number
  /** Of the collection that knows a service's files: how many of those this run sealed anew. */
  files?: number
}

/**
 * Seals every document, and every file, anew with the vault's current key, and hashes what fields are found by. For a store that nobody writes to. It may be cut off
 * at any moment and run again. At the end every document is counted and read once more. Events are never touched: they are hashed as they are. Throws StoreUnavailable
 * where it does not know everything that lies there.
 */
export async function rotate(store: Rotating, tell: (done: Resealed) => void = () => undefined): Promise<Resealed[]> {
  const collections = await store.resealables()
  // Refuses fields that this version does not know: a newer one may have sealed them, and they would stay under the former key. Before the first write, since no
  // version starts while a rotation is under way.
  for (const collection of collections)
    for await (const page of pages(collection)) for (const { record, version } of page) collection.shape.checkKnown(record, version)
  await store.beginRotation()
  const all: Resealed[] = []
  for (const collection of collections) {
    const done = await reseal(collection)
    const files = await resealFiles(collection, store)
    if (files !== undefined) done.files = files
    tell(done)
    all.push(done)
  }
  await store.endRotation()
  return all
}

async function reseal(collection: Resealable): Promise<Resealed> {
  const { shape } = collection
  const before = await collection.count()
  let resealed = 0
  for await (const page of pages(collection)) {
    const changed = page.flatMap(({ record, version }) => {
      const next = shape.reseal(record, version)
      return next ? [{ record, version, resealed: next }] : []
    })
    if (changed.length) await collection.write(changed)
    resealed += changed.length
  }
  let documents = 0
  for await (const page of pages(collection)) {
    documents += page.length
    for (const { record, version } of page) shape.checkSealed(record, version)
  }
  if (documents !== before) throw new StoreUnavailable(`${shape.name} has ${documents} documents where it had ${before}: stop every service first`)
  return { name: shape.name, documents, resealed }
}

/** Each file is written under the current key before what lay under a former one is taken away. Undefined where the collection knows of no files. */
async function resealFiles(collection: Resealable, { blobs, vault }: Rotating): Promise<number | undefined> {
  const service = whoseBlobs(collection.shape.name)
  if (!service) return undefined
  const sealed = new SealedBlobs(blobs, vault)
  let resealed = 0
  for await (const page of pages(collection))
    for (const { record, version } of page) {
      const { id, ...known } = collection.shape.toDocument<BlobRecord>(record, version)
      if (isWhole(known) && (await sealed.reseal(service, id))) resealed++
    }
  return resealed
}
