import { pages, type Resealable, type Rotating } from '@yiwang/persistence/operations'
import { StoreUnavailable } from '@yiwang/persistence/stores'

export type { Rotating }

export interface Resealed {
  name: string
  documents: number
  /** Of them, in this run: what an earlier run did is not done again. */
  resealed: number
  /** Sealed values, each opened again at the end. */
  values: number
}

/**
 * Seals the personal fields of every document anew with the vault's current key, and hashes what they are found by. For a store that nobody writes to. It may be cut off
 * at any moment and run again. At the end every document is counted and read once more. Events are never touched: they are hashed as they are. Throws StoreUnavailable
 * where it does not know everything that lies there.
 */
export async function rotate(store: Rotating, tell: (done: Resealed) => void = () => undefined): Promise<Resealed[]> {
  const collections = await store.resealables()
  // Refuses fields that this version does not know: a newer one may have sealed them, and they would stay under the former key. Before the first write, since no
  // version starts while a rotation is under way.
  for (const collection of collections) for await (const page of pages(collection)) for (const { record } of page) collection.shape.checkKnown(record)
  await store.beginRotation()
  const all: Resealed[] = []
  for (const collection of collections) {
    const done = await reseal(collection)
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
      const next = shape.reseal(record)
      return next ? [{ record, version, resealed: next }] : []
    })
    if (changed.length) await collection.write(changed)
    resealed += changed.length
  }
  let documents = 0
  let values = 0
  for await (const page of pages(collection)) {
    documents += page.length
    for (const { record } of page) values += shape.checkSealed(record)
  }
  if (documents !== before) throw new StoreUnavailable(`${shape.name} has ${documents} documents where it had ${before}: stop every service first`)
  return { name: shape.name, documents, resealed, values }
}
