import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Backup,
  backUp,
  copyFiles,
  DistributedEvidence,
  distributedContent,
  moveDocuments,
  rotate,
  stationContent,
  verifyFolder,
} from '@yiwang/operations'
import { MongoStore, SqliteStore } from '@yiwang/persistence/stores'
import { type BlobRecord, blobSchema } from '../../libs/persistence/src/blobs/blob'
import { aPhoto, type BlobPlace, blobRows, inChunks, inFolder, inMongo, type Kept, whole } from './blob-rows'
import { evidenceOf, folder } from './rows'

// What is done with a whole house, where documents name files.

const [first, second] = [11, 12].map((byte) => Buffer.alloc(32, byte))
const photos = { max: 1_000_000, types: ['image/jpeg'] }

/** Three reports, with a file each, and one file that nobody names. */
async function fill({ blobs, reports }: Kept): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < 4; n++) ids.push((await blobs.store({ ...photos, bytes: inChunks(aPhoto(100_000 * (n + 1), `${n}`)) })).id)
  for (let n = 0; n < 3; n++) await reports.insert({ set: { id: `r${n}`, title: `${n}`, photo: ids[n], pages: [], proofs: [] } })
  return ids
}

const isAsItWas = async ({ blobs }: Kept, id: string, n: number) =>
  (await whole((await blobs.open(id)).read())).equals(aPhoto(100_000 * (n + 1), `${n}`))

const silentTopics = { names: () => [], read: async () => [] } as never
const verify = (kept: Kept, directory: string | undefined) =>
  kept.store instanceof MongoStore
    ? new DistributedEvidence(kept.store.db, kept.store.vault, silentTopics).verify()
    : verifyFolder(directory as string, kept.store.vault)

describe.each(blobRows)('the files of a house on the $name', ({ make }) => {
  let place: BlobPlace & { directory?: string }
  let kept: Kept
  let ids: string[]
  beforeAll(async () => {
    place = make()
    kept = await place.open([first])
    if (kept.store instanceof SqliteStore) evidenceOf(kept.store)
    ids = await fill(kept)
  })
  afterAll(() => place.close())

  const nameOf = (id: string) => ({ service: 'hotline' as const, id, key: kept.store.vault.keyIds[0] })
  const rawOf = async (id: string) => whole(kept.store.blobs.read(nameOf(id), 0, (await kept.store.blobs.length(nameOf(id))) as number))

  it('are verified: each that a document names is there, opens, and is the one that was stored', async () => {
    expect((await verify(kept, place.directory)).files).toBe(3)
    const bytes = await rawOf(ids[1])
    const fault = async (spoilt: Buffer | undefined) => {
      await kept.store.blobs.remove(nameOf(ids[1]))
      if (spoilt) await kept.store.blobs.put(nameOf(ids[1]), inChunks(spoilt))
      return (await verify(kept, place.directory)).fault
    }
    const at = { what: 'file', source: '/hotline/reports', subject: 'r1' }
    expect(await fault(undefined)).toEqual({ ...at, reason: `the file ${ids[1]} that hotline.reports r1 names is missing` })
    expect(await fault(bytes.subarray(0, 100_000))).toMatchObject({ ...at, reason: expect.stringMatching('bytes where 200000 were stored') })
    const altered = Buffer.from(bytes)
    altered[90_000] ^= 1
    expect(await fault(altered)).toMatchObject({ ...at, reason: expect.stringMatching('not as it was stored: frame 1 was altered') })
    expect(await fault(await rawOf(ids[0]))).toMatchObject(at)
    expect(await fault(bytes)).toBeUndefined()
    await kept.reports.insert({ set: { id: 'wrong', title: 'x', photo: 'a'.repeat(32), pages: [], proofs: [] } })
    expect((await verify(kept, place.directory)).fault).toMatchObject({ subject: 'wrong', reason: expect.stringMatching('is not known') })
    await kept.reports.remove('wrong')
  })

  it('are sealed anew with another key, also where that was cut off', async () => {
    kept = await place.open([second, first], { rotating: true })
    const [current, former] = kept.store.vault.keyIds
    const put = kept.store.blobs.put.bind(kept.store.blobs)
    let left = 2
    kept.store.blobs.put = async (name, bytes) => {
      if (left-- === 0) throw new Error('killed')
      await put(name, bytes)
    }
    await expect(rotate(kept.store)).rejects.toThrow('killed')
    kept = await place.open([second, first], { rotating: true })
    const names = async () => (await kept.files()).map((name) => name.split('.')[1]).sort()
    expect(await names()).toEqual([current, current, former, former].sort())
    expect(await isAsItWas(kept, ids[0], 0)).toBe(true)

    expect(await rotate(kept.store)).toContainEqual(expect.objectContaining({ name: 'hotline.blobs', documents: 4, files: 2 }))
    expect(await names()).toEqual(Array(4).fill(current))
    kept = await place.open([second, first])
    for (let n = 0; n < 4; n++) expect(await isAsItWas(kept, ids[n], n)).toBe(true)
    expect((await verify(kept, place.directory)).files).toBe(3)
  })
})

describe('files that a command cannot tell who names', () => {
  it('are not verified by it', async () => {
    const place = inFolder()
    const { store } = await place.open([first])
    evidenceOf(store as SqliteStore)
    const unknown = store.collection<BlobRecord>('kiosk', 'blobs', blobSchema)
    await unknown.insert({ set: { id: 'b'.repeat(32), state: 'stored', at: new Date() } })
    await expect(verifyFolder(place.directory, store.vault)).rejects.toThrow('does not know which documents of kiosk name files')
    await place.close()
  })
})

describe('a backup of a station with files', () => {
  it('has them in a folder beside it, verified, and is restored by putting both back', async () => {
    const place = inFolder()
    const kept = await place.open([first])
    const { file, vault } = kept.store as SqliteStore
    evidenceOf(kept.store as SqliteStore)
    const ids = await fill(kept)
    const to = folder()
    const path = join(to, 'one.db')
    // Of a process that was cut off.
    mkdirSync(`${path}.blobs.999999999.unfinished`)
    const { files, verdict } = await backUp(place.directory, path, vault)
    expect([files, verdict.files]).toEqual([`${path}.blobs`, 3])
    expect(readdirSync(to).sort()).toEqual(['one.db', 'one.db.blobs'])
    await expect(backUp(place.directory, path, vault)).rejects.toThrow('is there already')

    const restored = folder()
    copyFileSync(path, join(restored, 'station.db'))
    cpSync(`${path}.blobs`, join(restored, 'blobs'), { recursive: true })
    const again = inFolder(restored)
    const back = await again.open([first])
    for (let n = 0; n < 4; n++) expect(await isAsItWas(back, ids[n], n)).toBe(true)
    await again.close()

    // One is missing: it is told, and the rest is kept.
    await kept.store.blobs.remove({ service: 'hotline', id: ids[2], key: vault.keyIds[0] })
    const { verdict: told }: Backup = await backUp(place.directory, join(to, 'two.db'), vault)
    expect(told.fault).toMatchObject({ what: 'file', subject: 'r2' })
    await file.close()
  })

  it('has no such folder where there are none', async () => {
    const place = inFolder()
    const { store } = await place.open([first])
    evidenceOf(store as SqliteStore)
    const path = join(folder(), 'one.db')
    expect((await backUp(place.directory, path, store.vault)).files).toBeUndefined()
    expect(existsSync(`${path}.blobs`)).toBe(false)
    await place.close()
  })
})

const onBoth = process.env.TEST_MONGODB_URI ? describe : describe.skip

onBoth('a move with files', () => {
  it('carries them there and back, byte for byte, also where it was cut off', async () => {
    const [here, there, home] = [inFolder(), inMongo(), inFolder()]
    const station = await here.open([first])
    const ids = await fill(station)
    const row = await there.open([first])
    const { store } = station as { store: SqliteStore }
    const { db } = row.store as MongoStore
    const filesHere = { documents: stationContent(store.file).documents, bytes: store.blobs, vault: store.vault }
    await moveDocuments(stationContent(store.file), distributedContent(db), () => undefined)

    let left = 2
    const cut = new Proxy(row.store.blobs, {
      get: (target, name) => {
        if (name === 'put' && left-- === 0) throw new Error('killed')
        const value = target[name as keyof typeof target] as unknown
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    await expect(copyFiles(filesHere, cut)).rejects.toThrow('killed')
    expect(await copyFiles(filesHere, row.store.blobs)).toBe(4)
    for (let n = 0; n < 4; n++) expect(await isAsItWas(row, ids[n], n)).toBe(true)

    const back = await home.open([first])
    const { file } = back.store as SqliteStore
    await moveDocuments(distributedContent(db), stationContent(file), () => undefined)
    await copyFiles({ documents: distributedContent(db).documents, bytes: row.store.blobs, vault: store.vault }, back.store.blobs)
    const bytesIn = (directory: string) =>
      readdirSync(join(directory, 'blobs'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name, parentPath }) => [name, readFileSync(join(parentPath, name)).toString('base64')])
        .sort()
    expect(bytesIn(home.directory)).toEqual(bytesIn(here.directory))
    await Promise.all([here.close(), there.close(), home.close()])
  })
})
