import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { newId } from '@yiwang/domain'
import { Blobs, blob, type Collection, list, optional, part, schemaOf, text, Vault } from '@yiwang/persistence'
import { type BlobBytes, MongoStoredDocuments, SqliteStoredDocuments, type StoredDocuments } from '@yiwang/persistence/operations'
import { blobsOfService, MongoStore, SqliteStore, StationFile, type Store } from '@yiwang/persistence/stores'
import { TestClock } from '@yiwang/testing'
import { dataKey, folder } from './rows'

export interface Report {
  id: string
  title: string
  photo?: string
  pages: string[]
  proofs: { at: string; file?: string }[]
}

/** Names files in each way that a schema can. */
export const reportSchema = schemaOf<Report>('reports', {
  title: text,
  photo: optional(blob),
  pages: list(blob),
  proofs: list(part<{ at: string; file?: string }>({ at: text, file: optional(blob) })),
})

export const naming = new Map([['hotline.reports', ['photo', 'pages', 'proofs.file']]])

/** A store with files on one of the rows, with the keys of the day. */
export interface BlobPlace {
  clock: TestClock
  open(keys?: Buffer[], options?: { rotating?: boolean }): Promise<Kept>
  close(): Promise<void>
}

export interface Kept {
  store: (SqliteStore | MongoStore) & { blobs: BlobBytes }
  blobs: Blobs
  reports: Collection<Report>
  documents: StoredDocuments
  /** Names of all bytes that lie anywhere, parts of them too. */
  files(): Promise<string[]>
}

const partsOf = async (store: Store, clock: TestClock): Promise<{ blobs: Blobs; reports: Collection<Report> }> => {
  const reports = store.collection<Report>('hotline', 'reports', reportSchema)
  const [{ useFactory }] = blobsOfService('hotline', [reportSchema])
  const blobs = useFactory(store, clock)
  if (store instanceof MongoStore) await store.setup()
  return { blobs, reports }
}

export function inFolder(directory = folder()): BlobPlace & { directory: string } {
  const clock = new TestClock()
  let store: SqliteStore | undefined
  const close = async () => store?.file.close()
  return {
    clock,
    directory,
    async open(keys = [dataKey], options) {
      await close()
      store = new SqliteStore(new StationFile(directory, { tell: () => undefined }), new Vault(...keys), clock, options)
      const documents = new SqliteStoredDocuments(store.file)
      return { store, ...(await partsOf(store, clock)), documents, files: async () => filesBelow(join(directory, 'blobs')) }
    },
    close: async () => close(),
  }
}

const filesBelow = (path: string): string[] =>
  existsSync(path) ? readdirSync(path, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : [])) : []

export function inMongo(): BlobPlace {
  const clock = new TestClock()
  const address = new URL(process.env.TEST_MONGODB_URI as string)
  address.pathname = `/blobs-${newId().toLowerCase()}`
  let store: MongoStore | undefined
  return {
    clock,
    async open(keys = [dataKey], options) {
      await store?.close()
      const opened = await MongoStore.open({ uri: address.href }, new Vault(...keys), clock, options)
      store = opened
      const files = async () => {
        const names = await opened.db.collection('blobs.hotline.chunks').distinct('files_id')
        return [...names, ...(await opened.db.collection('blobs.hotline.files').distinct('_id'))].map(String)
      }
      const documents = new MongoStoredDocuments(opened.db)
      return { store: opened, ...(await partsOf(opened, clock)), documents, files: async () => [...new Set(await files())] }
    },
    async close() {
      await store?.db.dropDatabase()
      await store?.close()
    },
  }
}

export const blobRows = [
  { name: 'station', make: inFolder as () => BlobPlace },
  ...(process.env.TEST_MONGODB_URI ? [{ name: 'distributed row', make: inMongo }] : []),
]

const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')

/** What begins as a photo does, and is as long as is said. */
export const aPhoto = (length: number, seed = 'x'): Buffer =>
  Buffer.concat([JPEG, Buffer.alloc(Math.max(0, length - JPEG.length), createHash('sha512').update(seed).digest())])

export async function* inChunks(bytes: Buffer, size = 40_000): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

export async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const got: Uint8Array[] = []
  for await (const chunk of bytes) got.push(chunk)
  return Buffer.concat(got)
}
