import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { runInContext } from '@yiwang/persistence'
import { StoreUnavailable } from '@yiwang/persistence/stores'
import mongoose from 'mongoose'
import { blobSchema } from '../../libs/persistence/src/blobs/blob'
import { aPhoto, type BlobPlace, blobRows, inChunks, inFolder, type Kept, whole } from './blob-rows'

const { BSON } = mongoose.mongo
const HOUR = 3_600_000
const DAY = 24 * HOUR
const photos = { max: 1_000_000, types: ['image/jpeg', 'image/png'], field: 'photo' }
const photo = aPhoto(300_000)

describe.each(blobRows)('files on the $name', ({ make }) => {
  let place: BlobPlace
  let kept: Kept
  beforeAll(async () => {
    place = make()
    kept = await place.open()
  })
  afterAll(() => place.close())

  const store = (bytes = photo, name?: string) => kept.blobs.store({ ...photos, bytes: inChunks(bytes), ...(name && { name }) })
  const nameOf = (id: string) => ({ service: 'hotline' as const, id, key: kept.store.vault.keyIds[0] })
  const rawOf = async (id: string) => whole(kept.store.blobs.read(nameOf(id), 0, (await kept.store.blobs.length(nameOf(id))) as number))
  const records = () => kept.store.collection<{ id: string; state: string }>('hotline', 'blobs', blobSchema)
  const isThere = async (id: string) => (await records().get(id)) !== undefined && (await kept.files()).some((name) => name.startsWith(id))
  const isGone = async (id: string) => (await records().get(id)) === undefined && !(await kept.files()).some((name) => name.startsWith(id))

  it('come back as they were, whole and in part, also after a restart', async () => {
    const { id, ...told } = await store(photo, '井盖.jpg')
    expect(told).toEqual({ size: 300_000, type: 'image/jpeg', sha256: createHash('sha256').update(photo).digest('hex'), name: '井盖.jpg' })
    kept = await place.open()
    const opened = await kept.blobs.open(id)
    expect(opened).toMatchObject({ id, ...told })
    expect((await whole(opened.read())).equals(photo)).toBe(true)
    for (const [start, end] of [
      [0, 1],
      [65_535, 65_537],
      [70_000, 299_999],
      [299_999, 300_000],
    ])
      expect((await whole(opened.read(start, end))).equals(photo.subarray(start, end))).toBe(true)
    await expect(kept.blobs.open('f'.repeat(32))).rejects.toMatchObject({ code: 'not-found' })
  })

  it('are refused by what they hold, by their length, and where they break off, and leave nothing', async () => {
    const there = async () => [(await kept.files()).length, await records().count({})]
    const [files, told] = await there()
    await expect(store(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).rejects.toMatchObject({
      code: 'wrong-file-type',
      details: { field: 'photo', types: 'image/jpeg, image/png' },
    })
    await expect(store(Buffer.concat([Buffer.from('GIF89a'), randomBytes(100)]))).rejects.toMatchObject({ code: 'wrong-file-type' })
    await expect(store(Buffer.alloc(0))).rejects.toMatchObject({ code: 'empty-file' })
    await expect(store(aPhoto(1_000_001))).rejects.toMatchObject({ code: 'file-too-large', details: { field: 'photo', max: '976.6 KiB' } })
    expect((await store(aPhoto(1_000_000))).size).toBe(1_000_000)
    const breaking = async function* () {
      yield* inChunks(photo)
      throw new Error('the line is down')
    }
    await expect(kept.blobs.store({ ...photos, bytes: breaking() })).rejects.toThrow('the line is down')
    const came = () => {
      throw new Error('not wanted after all')
    }
    await expect(kept.blobs.store({ ...photos, bytes: inChunks(photo), came })).rejects.toThrow('not wanted after all')
    expect(await there()).toEqual([files + 1, told + 1])
  })

  it('are let go of where nothing can be stored of them: whoever sends is not left hanging', async () => {
    const { records: stored } = kept.blobs as unknown as { records: { insert: () => Promise<unknown> } }
    const insert = jest.spyOn(stored, 'insert').mockRejectedValueOnce(new StoreUnavailable('the store is away'))
    let letGo = false
    const coming = async function* () {
      try {
        yield* inChunks(photo)
      } finally {
        letGo = true
      }
    }
    await expect(kept.blobs.store({ ...photos, bytes: coming() })).rejects.toThrow('the store is away')
    await new Promise((resolve) => setImmediate(resolve))
    expect(letGo).toBe(true)
    insert.mockRestore()
  })

  it('are swept once no document has named them for a day, and not before', async () => {
    const [named, listed, nested, unnamed, dropped] = await Promise.all(Array.from({ length: 5 }, (_, n) => store(aPhoto(1_000, `${n}`))))
    await kept.reports.insert({
      set: { id: 'r1', title: 'a', photo: named.id, pages: [listed.id, dropped.id], proofs: [{ at: 'x' }, { at: 'y', file: nested.id }] },
    })
    const sweepAfter = async (hours: number) => {
      place.clock.advance(hours * HOUR)
      await kept.blobs.sweep()
    }
    await sweepAfter(2)
    await sweepAfter(23)
    expect(await kept.blobs.open(unnamed.id)).toMatchObject({ size: 1_000 })
    await kept.reports.change('r1', () => ({ set: { pages: [listed.id] } }))
    await sweepAfter(2)
    expect(await isGone(unnamed.id)).toBe(true)
    await expect(kept.blobs.open(unnamed.id)).rejects.toMatchObject({ code: 'not-found' })
    for (const { id } of [named, listed, nested]) expect(await isThere(id)).toBe(true)
    await sweepAfter(25)
    expect(await isGone(dropped.id)).toBe(true)
    for (const { id } of [named, listed, nested]) expect(await isThere(id)).toBe(true)
  })

  it('are swept past one that cannot be taken away, which is told and tried again', async () => {
    const [stuck, other] = [await store(), await store()]
    place.clock.advance(2 * HOUR)
    await kept.blobs.sweep()
    place.clock.advance(DAY)
    const remove = kept.store.blobs.remove.bind(kept.store.blobs)
    const spy = jest.spyOn(kept.store.blobs, 'remove').mockImplementation(async (name) => {
      if (name.id === stuck.id) throw new Error('the file is held')
      return remove(name)
    })
    await expect(kept.blobs.sweep()).rejects.toThrow('the file is held')
    spy.mockRestore()
    expect([await isGone(other.id), await isGone(stuck.id)]).toEqual([true, false])
    await kept.blobs.sweep()
    expect(await isGone(stuck.id)).toBe(true)
  })

  it('stay where somebody is about to name them, whichever way it goes', async () => {
    const [asked, late] = [await store(), await store()]
    place.clock.advance(2 * HOUR)
    await kept.blobs.sweep()
    // Found unnamed, and asked for just before its day is over.
    place.clock.advance(DAY - 1)
    expect(await kept.blobs.expect(asked.id, 'photo')).toMatchObject({ id: asked.id, size: 300_000 })
    place.clock.advance(1)
    // Named by a write that began before: the sweep looks once more.
    await kept.reports.insert({ set: { id: 'late', title: 'b', photo: late.id, pages: [], proofs: [] } })
    await Promise.all([kept.blobs.sweep(), kept.blobs.sweep()])
    expect(await isThere(late.id)).toBe(true)
    await kept.reports.insert({ set: { id: 'asked', title: 'b', photo: asked.id, pages: [], proofs: [] } })
    place.clock.advance(3 * DAY)
    await kept.blobs.sweep()
    expect(await isThere(asked.id)).toBe(true)
    await expect(kept.blobs.expect('0'.repeat(32), 'photo')).rejects.toMatchObject({ code: 'unknown-file', details: { field: 'photo' } })
  })

  it('leave nothing where a process died while they came, or while they were taken away', async () => {
    const { id } = await store()
    await records().change(id, () => ({ set: { state: 'gone' } }))
    const coming = 'c'.repeat(32)
    await records().insert({ set: { id: coming, state: 'coming', at: place.clock.now() } as never })
    let end: (why: Error) => void = () => undefined
    const never = async function* () {
      yield* inChunks(photo)
      await new Promise((_, reject) => {
        end = reject
      })
    }
    const put = kept.store.blobs.put(nameOf(coming), never())
    while (!(await kept.files()).some((name) => name.startsWith(coming))) await new Promise((resolve) => setTimeout(resolve, 5))
    await expect(kept.blobs.open(coming)).rejects.toMatchObject({ code: 'not-found' })
    await kept.blobs.sweep()
    expect(await isGone(id)).toBe(true)
    expect(await isGone(coming)).toBe(false)
    place.clock.advance(DAY)
    await kept.blobs.sweep()
    expect(await isGone(coming)).toBe(true)
    end(new Error('over'))
    await expect(put).rejects.toThrow('over')
  })

  it('are stored beside the keyed request that they came with: repeated, it makes its own document again and no other', async () => {
    const request = { key: 'k', body: 'b' }
    const once = () =>
      runInContext({ correlation: 'c', request: { ...request } }, async () => {
        const { id } = await store()
        return kept.reports.insert({ set: { id: `keyed-${id}`, title: 'c', photo: id, pages: [], proofs: [] } })
      })
    expect((await once()).id).toBe((await once()).id)
  })

  it('are not told by whoever has the store: no byte, no name, no hash', async () => {
    const told = await store(Buffer.concat([aPhoto(30), Buffer.from('the only witness'.repeat(50))]), 'witness.jpg')
    const raw = await rawOf(told.id)
    expect(raw.length).toBeGreaterThan(800)
    expect(raw.includes('witness')).toBe(false)
    const record = BSON.serialize((await kept.documents.get('hotline.blobs', told.id))?.record as object)
    for (const word of ['witness', told.sha256, Buffer.from(told.sha256, 'hex')]) expect(Buffer.from(record).includes(word)).toBe(false)
  })

  it('do not open under another name', async () => {
    const [one, other] = [await store(aPhoto(2_000, 'one')), await store(aPhoto(2_000, 'other'))]
    await kept.store.blobs.put(nameOf(other.id), inChunks(await rawOf(one.id)))
    await expect(whole((await kept.blobs.open(other.id)).read())).rejects.toThrow('altered or moved')
  })

  it('go through a few frames at a time: memory does not grow with them', async () => {
    let given = 0
    let written = 0
    let most = 0
    const long = async function* () {
      for (yield aPhoto(65_536); given < 200_000_000; given += 65_536) yield Buffer.alloc(65_536)
    }
    const put = kept.store.blobs.put.bind(kept.store.blobs)
    kept.store.blobs.put = async (_name: unknown, sealed: AsyncIterable<Buffer>) => {
      for await (const frame of sealed) {
        written += frame.length
        most = Math.max(most, given - written)
      }
      throw new Error('enough')
    }
    await expect(kept.blobs.store({ ...photos, max: 300_000_000, bytes: long() })).rejects.toThrow('enough')
    kept.store.blobs.put = put
    expect(written).toBeGreaterThan(200_000_000)
    expect(most).toBeLessThan(300_000)
  })
})

describe('the folder of files', () => {
  it('says that the disk errs where it does: that is no word on what lies there', async () => {
    const place = inFolder()
    const { store } = await place.open()
    const name = { service: 'hotline' as const, id: 'ab', key: 'k' }
    mkdirSync(join(place.directory, 'blobs', 'hotline', 'ab', 'ab.k'), { recursive: true })
    await expect(whole(store.blobs.read(name, 0, 10))).rejects.toBeInstanceOf(StoreUnavailable)
    await place.close()
  })

  it('is closed to others', async () => {
    const place = inFolder()
    const { blobs } = await place.open()
    const { id } = await blobs.store({ ...photos, bytes: inChunks(photo) })
    const modes = readdirSync(join(place.directory, 'blobs'), { recursive: true }).map((path) => [
      path,
      (statSync(join(place.directory, 'blobs', String(path))).mode & 0o777).toString(8),
    ])
    const key = (await place.open()).store.vault.keyIds[0]
    expect(modes).toEqual([
      ['hotline', '700'],
      [join('hotline', id.slice(0, 2)), '700'],
      [join('hotline', id.slice(0, 2), `${id}.${key}`), '600'],
    ])
    expect(readFileSync(join(place.directory, 'station.db')).includes(photo.subarray(0, 100))).toBe(false)
    await place.close()
  })
})
