import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { StationFile, StoreUnavailable } from '@yiwang/persistence/stores'
import { folder, openStation } from './rows'
import { happened, type Thing, thingSchema } from './things'

// What only the station has: a folder of its own on a disk of somebody's.

const open = (directory: string) => {
  const store = openStation(directory)
  return { store, file: store.file, things: store.collection<Thing>('hotline', 'things', thingSchema) }
}

/** Whether a file system can be mounted here (root, and not a container without that right). */
function canMount(): boolean {
  const probe = folder()
  if (spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', probe]).status !== 0) return false
  execFileSync('umount', [probe])
  return true
}

describe('a full disk', () => {
  const fill = async (things: ReturnType<typeof open>['things'], from: number) => {
    for (let n = from; n < from + 2000; n++) {
      try {
        await things.insert({ set: { id: `f${n}`, name: 'x'.repeat(2000) }, events: [happened(`f${n}`)] })
      } catch (error) {
        return { stored: n - from, error }
      }
    }
    throw new Error('the disk never got full')
  }

  it('is told as StoreUnavailable, stores nothing of what it refused, and is over once there is room', async () => {
    const { store, file, things } = open(folder())
    await things.insert({ set: { id: 'before', count: 0 } })
    file.limitPages(150)
    const { stored, error } = await fill(things, 0)
    expect(error).toBeInstanceOf(StoreUnavailable)
    expect(String(error)).toMatch('the disk is full: nothing was stored')
    expect(await things.get(`f${stored}`)).toBeUndefined()
    expect(await things.get(`f${stored - 1}`)).toBeDefined()
    expect(store.log.after(0)).toHaveLength(stored)
    const together = await Promise.allSettled(Array.from({ length: 5 }, (_, n) => things.insert({ set: { id: `t${n}`, name: 'x'.repeat(20000) } })))
    expect(together.every(({ status }) => status === 'rejected')).toBe(true)

    file.limitPages(0)
    await things.change('before', () => ({ set: { count: 1 }, events: [happened('before')] }))
    await things.insert({ set: { id: `f${stored}` }, events: [happened(`f${stored}`)] })
    expect(await things.get('before')).toMatchObject({ count: 1, version: 2 })
    expect(file.get('PRAGMA integrity_check')).toMatchObject({ integrity_check: 'ok' })
    await file.close()
  })

  const real = canMount() ? it : it.skip
  real('that is really one', async () => {
    const mounted = folder()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', mounted])
    try {
      const { store, file, things } = open(mounted)
      const { stored, error } = await fill(things, 0)
      expect(error).toBeInstanceOf(StoreUnavailable)
      execFileSync('mount', ['-o', 'remount,size=30m', mounted])
      await things.insert({ set: { id: 'after' } })
      expect(await things.get(`f${stored}`)).toBeUndefined()
      expect(store.log.after(0)).toHaveLength(stored)
      expect(file.get('PRAGMA integrity_check')).toMatchObject({ integrity_check: 'ok' })
      await file.close()
    } finally {
      execFileSync('umount', ['-l', mounted])
    }
  })
})

describe('a folder that cannot be written', () => {
  const refused = (directory: string) => expect(() => open(directory)).toThrow(/the data folder .* cannot be (written|opened)/)

  const asRoot = process.getuid?.() === 0
  // Root may write anywhere: there, a read-only file system below says the same.
  if (!asRoot) {
    it('is told at the start', () => {
      const directory = folder()
      chmodSync(directory, 0o500)
      refused(directory)
      refused(join(directory, 'below'))
    })
  }

  const mountable = canMount() ? it : it.skip
  mountable('is told at the start, on a read-only file system', async () => {
    const [written, mounted] = [folder(), folder()]
    const directory = join(mounted, 'data')
    mkdirSync(join(written, 'data'))
    const { file, things } = open(join(written, 'data'))
    await things.insert({ set: { id: 'x' } })
    await file.close()
    execFileSync('mount', ['--bind', written, mounted])
    try {
      execFileSync('mount', ['-o', 'remount,bind,ro', mounted])
      refused(directory)
      refused(join(mounted, 'new'))
      // It can still be read.
      const reader = new StationFile(directory, { readOnly: true })
      expect(reader.get('SELECT count(*) AS n FROM "hotline.things"')).toMatchObject({ n: 1 })
      await reader.close()
    } finally {
      execFileSync('umount', ['-l', mounted])
    }
  })
})

describe('one folder', () => {
  it('belongs to one process', async () => {
    const directory = folder()
    const { file } = open(directory)
    const second = spawnSync(
      process.execPath,
      [
        '-e',
        `const D = require('libsql'); const d = new D(process.argv[1]); try { d.exec('BEGIN EXCLUSIVE'); console.log('taken') } catch (error) { console.log(error.code) }`,
        join(directory, 'lock.db'),
      ],
      { encoding: 'utf8', cwd: process.cwd() },
    )
    expect(second.stdout.trim()).toBe('SQLITE_BUSY')
    expect(() => open(directory)).toThrow(`another process is using the data folder ${directory}; stop it first`)
    await file.close()
    await open(directory).file.close()
  })

  it('can be read beside it, and never written by the reader', async () => {
    const directory = folder()
    const { file, things } = open(directory)
    await things.insert({ set: { id: 'x' } })
    const reader = new StationFile(directory, { readOnly: true })
    expect(reader.all('SELECT id FROM "hotline.things"')).toEqual([{ id: 'x' }])
    expect(() => reader.run('DELETE FROM "hotline.things"')).toThrow(/readonly/)
    await things.insert({ set: { id: 'y' } })
    expect(reader.all('SELECT id FROM "hotline.things"')).toHaveLength(2)
    await reader.close()
    await things.insert({ set: { id: 'z' } })
    await file.close()
    expect(() => new StationFile(folder(), { readOnly: true })).toThrow('there is no station.db')
  })

  it('refuses writes once it is closed, after finishing those that waited', async () => {
    const { file, things } = open(folder())
    const waiting = things.insert({ set: { id: 'x' } })
    const closing = file.close()
    await expect(things.insert({ set: { id: 'y' } })).rejects.toThrow(StoreUnavailable)
    await expect(waiting).resolves.toMatchObject({ id: 'x' })
    await closing
  })

  it('takes indexes that a newer version adds, and forgets those that it drops', async () => {
    const directory = folder()
    const older = openStation(directory)
    const plain = older.collection<Thing>('hotline', 'things', thingSchema.clone().clearIndexes())
    for (let n = 0; n < 450; n++) void plain.insert({ set: { id: `i${n}`, state: 'open', count: n % 5 } })
    await older.file.close()
    const newer = open(directory)
    expect(await newer.things.count({ state: 'open', count: { gte: 3 } })).toBe(180)
    await newer.file.close()
    const back = openStation(directory)
    await back.collection<Thing>('hotline', 'things', thingSchema.clone().clearIndexes()).change('i0', () => ({ set: { state: 'closed' } }))
    await back.file.close()
    const again = open(directory)
    expect(await again.things.count({ state: 'open' })).toBe(449)
    await again.file.close()
  })
})
