import { createHash } from 'node:crypto'
import type { ServiceName } from '@yiwang/contracts'
import type { Vault } from '@yiwang/persistence'
import {
  allNaming,
  type BlobBytes,
  isWhole,
  KnownBlobs,
  namedIn,
  type OpenBytes,
  SealedBlobs,
  type StoredDocuments,
  whoseBlobs,
} from '@yiwang/persistence/operations'
import { progress, StoreUnavailable, type Tell } from '@yiwang/persistence/stores'
import { found } from './evidence/fault'

const PAGE = 500

/** A house's files: its documents, which name them, and where their bytes lie. */
export interface Files {
  documents: StoredDocuments
  bytes: BlobBytes
  vault: Vault
}

interface Named {
  service: ServiceName
  id: string
  /** `hotline.tickets` and the id of the document that names it. */
  by: { collection: string; id: string }
}

/** The files that documents name, each as often as it is named. */
async function* named(documents: StoredDocuments): AsyncIterable<Named> {
  const there = await documents.collections()
  await requireNaming(documents, there)
  for (const [collection, paths] of allNaming()) {
    if (!there.includes(collection)) continue
    const service = collection.split('.')[0] as ServiceName
    for await (const { record } of all(documents, collection))
      for (const id of namedIn(record, paths)) yield { service, id, by: { collection, id: record._id } }
  }
}

/** Throws StoreUnavailable where a service has files, and nobody here knows which of its documents name them: a command that loads no services would find nothing wrong. */
async function requireNaming(documents: StoredDocuments, there: string[]): Promise<void> {
  const known = new Set([...allNaming().keys()].map((collection) => collection.split('.')[0]))
  for (const collection of there) {
    const service = whoseBlobs(collection)
    if (service && !known.has(service) && (await documents.last(collection)) !== undefined)
      throw new StoreUnavailable(`this version does not know which documents of ${service} name files`)
  }
}

async function* all(documents: StoredDocuments, collection: string) {
  for (let after = ''; ; ) {
    const page = await documents.page(collection, after, PAGE)
    if (!page.length) return
    yield* page
    after = page[page.length - 1].record._id
  }
}

/** Opens every file that a document names, and compares its hash. Throws Found where one is missing, altered, cut off or another; answers how many are there. */
export async function verifyFiles({ documents, bytes, vault }: Files): Promise<number> {
  const sealed = new SealedBlobs(bytes, vault)
  let count = 0
  for await (const { service, id, by } of named(documents)) {
    const fault = await faultOf(sealed, service, id, { documents, vault })
    if (fault)
      found('file', `the file ${id} that ${by.collection} ${by.id} names ${fault}`, { source: `/${by.collection.replace('.', '/')}`, subject: by.id })
    count++
  }
  return count
}

async function faultOf(
  sealed: SealedBlobs,
  service: ServiceName,
  id: string,
  { documents, vault }: Omit<Files, 'bytes'>,
): Promise<string | undefined> {
  const known = new KnownBlobs(service, vault)
  const kept = await documents.get(known.collection, id)
  if (!kept) return 'is not known'
  try {
    const { size, sha256, ...record } = known.open(kept)
    const opened = isWhole(record) ? await sealed.open(service, id) : undefined
    if (!opened) return 'is missing'
    if (opened.size !== size) return `has ${opened.size} bytes where ${size} were stored`
    if ((await hashOf(opened)) !== sha256) return 'is another than was stored'
    return undefined
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error
    return `is not as it was stored: ${(error as Error).message}`
  }
}

async function hashOf(bytes: OpenBytes): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of bytes.read()) hash.update(chunk)
  return hash.digest('hex')
}

/** The files that the services of a store know, named or not. */
async function* kept({ documents, vault }: Omit<Files, 'bytes'>): AsyncIterable<{ service: ServiceName; id: string }> {
  for (const collection of await documents.collections()) {
    const service = whoseBlobs(collection)
    if (!service) continue
    const known = new KnownBlobs(service, vault)
    for await (const one of all(documents, known.collection)) {
      const record = known.open(one)
      if (isWhole(record)) yield { service, id: record.id }
    }
  }
}

/** Copies the bytes of all files, as they are sealed; what is there already is whole. Answers how many there are. */
export async function copyFiles({ documents, bytes, vault }: Files, to: BlobBytes, tell: Tell = () => undefined): Promise<number> {
  const sealed = new SealedBlobs(bytes, vault)
  let count = 0
  const did = progress((done) => tell(`${done} files …`))
  for await (const { service, id } of kept({ documents, vault })) {
    const opened = await sealed.open(service, id)
    // Swept meanwhile, since nothing names it; where something does, whoever verifies says so.
    if (!opened) continue
    const { name } = opened
    const length = (await bytes.length(name)) as number
    if ((await to.length(name)) !== length) await to.put(name, buffers(bytes.read(name, 0, length)))
    count++
    did(1)
  }
  return count
}

async function* buffers(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  for await (const chunk of bytes) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
}
