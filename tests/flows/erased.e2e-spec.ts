import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backUp } from '@yiwang/operations'
import { Blobs, Vault } from '@yiwang/persistence'
import { EVENT_KEYS, MongoStore, SqliteStore, StationFile, type StoredEvent } from '@yiwang/persistence/stores'
import { KeyRetention } from '@yiwang/platform'
import { Forgetting, found, neighbour, OF_THE_NEIGHBOUR, OF_THEM, person, type Said, saidIn } from './forgotten'

const DAY = 24 * 3_600_000
const THREE_YEARS = (3 * 365 + 60) * DAY

// On the distributed row the topics, the store with its files and Redis are read; on the station everything lies in its folder.
describe('a resident who is to be forgotten', () => {
  let city: Forgetting

  beforeAll(async () => {
    city = await Forgetting.start()
  }, 60_000)
  afterAll(() => city?.app.close())

  it('is everywhere first', async () => {
    const { documents, events, files } = await city.said()
    expect(found(documents, OF_THEM)).toEqual(OF_THEM)
    expect(found(events, OF_THEM)).toEqual(expect.arrayContaining([person.name, person.phone, '膝盖']))
    expect(found(files, OF_THEM)).toEqual(OF_THEM.slice(0, 4))
  })

  it('is erased by two people', () => city.erase())

  it('goes from every service, but where something has not ended: each says what it keeps', async () => {
    const { answers } = await city.until(async () => {
      const one = await city.erasure()
      return one.answers.length === 4 ? one : undefined
    })
    const kept = (answers as { service: string; kept: { kind: string; why: string }[] }[]).flatMap(({ service, kept }) =>
      kept.map(({ kind, why }) => `${service} ${kind} ${why}`),
    )
    expect(kept.sort()).toEqual(['home-care requests open', 'home-care visits open', 'hotline tickets open'])
    const own = `/api/information-network/residents/${city.residentId}`
    await city.app.as('admin').get(own).expect(404)
    await city.app.as('admin').patch(own, { address: '别处' }).expect(404)
    const copies = ['information-network.residents', 'hotline.callers', 'home-care.elderly', 'identity.residents']
    const gone = await city.said((name) => copies.includes(name))
    expect(found(gone.documents, OF_THEM)).toEqual([])
    expect(found(gone.events, OF_THEM)).toEqual([])
    expect(found(gone.events, OF_THE_NEIGHBOUR.slice(0, 2))).toEqual(OF_THE_NEIGHBOUR.slice(0, 2))
  })

  it('goes from there once it has, and from no document, no file and no memory says anybody anything, whatever is told once more', async () => {
    const { app } = city
    await city.end()
    app.clock.advance(DAY + 3_600_000)
    await city.until(city.isGone)
    await app.redeliverAll()
    await city.until(city.isGone)
    // What no document names any more is taken away after a day.
    for (let day = 0; day < 3; day++) {
      for (const one of city.all(Blobs)) await one.sweep()
      app.clock.advance(DAY)
    }
    const { documents, files } = await city.said()
    expect(found(documents + files + (await city.memory()), OF_THEM)).toEqual([])
    expect(found(documents, OF_THE_NEIGHBOUR)).toEqual(OF_THE_NEIGHBOUR)
    // Ids stay where something happened, and in no line of a life.
    expect((await city.said((name) => /timeline$|set-aside/.test(name))).documents).not.toContain(city.residentId)
    const words = encodeURIComponent('膝盖')
    expect((await app.as('operator').get(`/api/hotline/tickets?q=${words}`).expect(200)).body.items).toEqual([])
  })

  it('is in no event either once these have been kept as long as they may, nor in what is backed up then', async () => {
    const { app } = city
    app.clock.advance(THREE_YEARS)
    // One of each kind a day: it may have been the last day of a month.
    for (let day = 0; day < 3; day++) {
      for (const one of city.all(KeyRetention)) await one.destroyWhatIsOver()
      app.clock.advance(DAY)
    }
    // An instance that knows a key forgets it after ten minutes of its own: another one is asked.
    await app.restart()
    const lying = await city.lying()
    expect(lying.length).toBeGreaterThanOrEqual(app.events().length)
    const { documents, events } = await saidIn(city.store, lying)
    expect(found(documents + events, OF_THEM)).toEqual([])
    expect(found(events, [neighbour.name])).toEqual([neighbour.name])
    const after = await (city.store instanceof MongoStore ? dumped(city, city.store, lying) : backedUp(city))
    expect(found(after.documents + after.events + after.files, OF_THEM)).toEqual([])
    expect(found(after.documents, OF_THE_NEIGHBOUR)).toEqual(OF_THE_NEIGHBOUR)
  })
})

/** A station's backup, with the latest copy of its event keys. */
async function backedUp({ app }: Forgetting): Promise<Said> {
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-erased-'))
  const vault = new Vault(app.dataKey)
  await backUp(app.directory, join(folder, 'station.db'), vault)
  cpSync(join(app.directory, EVENT_KEYS), join(folder, EVENT_KEYS))
  const file = new StationFile(folder)
  const store = new SqliteStore(file, vault, app.clock)
  const said = await saidIn(
    store,
    store.log.after(0).map(({ event }) => event),
  )
  await file.close()
  rmSync(folder, { recursive: true, force: true })
  return said
}

/** A dump of the store without the event keys, put back elsewhere; it is missed what is not in it, and put back too. */
async function dumped({ app }: Forgetting, { db, vault }: MongoStore, lying: StoredEvent[]): Promise<Said> {
  const uri = new URL(process.env.TEST_MONGODB_URI as string)
  uri.pathname = `/${db.databaseName}-after`
  const copied = async (isWanted: (name: string) => boolean) => {
    for (const { name } of await db.listCollections().toArray()) {
      const all = isWanted(name) ? await db.collection(name).find().toArray() : []
      if (all.length) await target.db.collection(name).insertMany(all)
    }
  }
  let target = await MongoStore.open({ uri: uri.href }, vault, app.clock, { readOnly: true })
  try {
    await copied((name) => !name.startsWith('event-keys-'))
    await expect(target.check()).rejects.toThrow('the event keys are gone')
    await copied((name) => name.startsWith('event-keys-'))
    await target.close()
    target = await MongoStore.open({ uri: uri.href }, vault, app.clock)
    return await saidIn(target, lying)
  } finally {
    await target.db.dropDatabase()
    await target.close()
  }
}
