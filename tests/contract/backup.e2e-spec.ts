import { spawnSync } from 'node:child_process'
import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { backUp } from '@yiwang/operations'
import { Vault } from '@yiwang/persistence'
import { dataKey, evidenceOf, folder, openStation } from './rows'
import { happened, type Thing, thingSchema } from './things'

// What only the station has: one file that is copied while it is written.

const vault = new Vault(dataKey)
const BEFORE = 400

async function working() {
  const directory = folder()
  const store = openStation(directory)
  const things = store.collection<Thing>('hotline', 'things', thingSchema)
  const insert = (id: string) => things.insert({ set: { id, number: id, name: '王小明', notes: [] }, events: [happened(id)] })
  await Promise.all(Array.from({ length: BEFORE }, (_, n) => insert(`b${n}`)))
  await evidenceOf(store).seal(new Date())
  return { directory, store, things, insert }
}

describe('a backup', () => {
  it('holds everything that was stored before it began, and whole what was written meanwhile, once it is restored', async () => {
    const { directory, store, things, insert } = await working()
    const path = join(folder(), "yiwang's.db")
    let during = 0
    let ended = false
    const writing = (async () => {
      for (; !ended; during++) await insert(`d${during}`)
    })()
    const { size, verdict } = await backUp(directory, path, vault)
    ended = true
    await writing
    // The station went on beside it.
    expect(during).toBeGreaterThan(0)
    await things.change('b0', () => ({ set: { flag: true }, events: [happened('b0')] }))
    await store.file.close()

    const restored = folder()
    copyFileSync(path, join(restored, 'station.db'))
    const again = openStation(restored)
    expect(await evidenceOf(again).verify()).toEqual(verdict)
    expect(verdict).toEqual({ events: verdict.aggregates, aggregates: verdict.events, seals: 1, documents: verdict.events })
    expect(verdict.events).toBeGreaterThanOrEqual(BEFORE)
    const kept = again.collection<Thing>('hotline', 'things', thingSchema)
    expect(await kept.count({})).toBe(verdict.aggregates)
    for (let n = 0; n < BEFORE; n++) expect(await kept.get(`b${n}`)).toMatchObject({ name: '王小明', version: 1 })
    expect(await kept.findOne({ number: 'b7' })).toMatchObject({ id: 'b7' })
    await kept.change('b0', () => ({ set: { flag: false }, events: [happened('b0')] }))
    expect(size).toBe(statSync(path).size)
    await again.file.close()
  })

  it('is readable by its owner alone, holds no key, and overwrites nothing', async () => {
    const { directory, store } = await working()
    writeFileSync(join(directory, 'key'), `${dataKey.toString('base64')}\n`)
    const to = folder()
    const path = join(to, 'one.db')
    // Two that were cut off, one of them of a version that did not name its process, and one that a living process is at.
    writeFileSync(`${path}.unfinished`, 'half')
    writeFileSync(`${path}.${spawnSync('true').pid}.unfinished`, 'half', { mode: 0o644 })
    writeFileSync(`${path}.${process.ppid}.unfinished`, 'half')
    await backUp(directory, path, vault)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(to).sort()).toEqual(['one.db', `one.db.${process.ppid}.unfinished`])
    const bytes = readFileSync(path)
    for (const secret of [dataKey, dataKey.toString('base64'), '王小明']) expect(bytes.includes(secret)).toBe(false)
    await expect(backUp(directory, path, vault)).rejects.toThrow(`${path} is there already: a backup overwrites nothing`)
    expect(readFileSync(path).equals(bytes)).toBe(true)
    await store.file.close()
  })

  it('is refused in words where it cannot be, and leaves nothing behind', async () => {
    const { directory, store } = await working()
    const missing = join(folder(), 'nowhere', 'one.db')
    await expect(backUp(directory, missing, vault)).rejects.toThrow(`${missing} cannot be written`)
    const empty = folder()
    await expect(backUp(empty, join(empty, 'one.db'), vault)).rejects.toThrow('there is no station.db in')
    expect(readdirSync(empty)).toEqual([])
    await store.file.close()
  })

  it('tells what is not as it was written', async () => {
    const { directory, store } = await working()
    await store.file.write(() => store.file.run("UPDATE log SET event = replace(event, 'closed', 'Closed') WHERE position = 3"))
    const path = join(folder(), 'one.db')
    expect((await backUp(directory, path, vault)).verdict.fault).toMatchObject({ what: 'event', subject: 'b2' })
    await store.file.close()
  })
})
