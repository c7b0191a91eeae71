import { join } from 'node:path'
import { Logger } from '@nestjs/common'
import { Clock } from '@yiwang/domain'
import { LogTransport } from '@yiwang/messaging'
import { Vault } from '@yiwang/persistence'
import { EventLog, SqliteStore, StationFile, StoreUnavailable } from '@yiwang/persistence/stores'
import Database from 'libsql'
import { dataKey, evidenceOf, folder } from './rows'
import { happened, type Thing, thingSchema } from './things'
import { alone, listening } from './transports'

// What only the station has: a file that another program can lock.

const PATIENCE = { waits: 60, every: 5 }
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function open(patience = PATIENCE) {
  const directory = folder()
  const file = new StationFile(directory, { patience })
  const store = new SqliteStore(file, new Vault(dataKey), new Clock())
  const evidence = evidenceOf(store)
  const things = store.collection<Thing>('hotline', 'things', thingSchema)
  const foreign = new Database(join(directory, 'station.db'))
  return { directory, file, store, evidence, things, foreign }
}

describe('a file that another program has locked', () => {
  let { directory, file, store, evidence, things, foreign }: ReturnType<typeof open> = {} as never
  const told: string[] = []
  beforeAll(() => {
    jest.spyOn(Logger.prototype, 'error').mockImplementation((text: string) => void told.push(`error: ${text}`))
    jest.spyOn(Logger.prototype, 'log').mockImplementation((text: string) => void told.push(`log: ${text}`))
  })
  beforeEach(() => {
    told.length = 0
    ;({ directory, file, store, evidence, things, foreign } = open())
  })
  afterEach(async () => {
    foreign.close()
    await file.close()
  })
  afterAll(() => jest.restoreAllMocks())

  it.each(['IMMEDIATE', 'EXCLUSIVE'])('refuses writes after a pause, says so once, and goes on by itself (BEGIN %s)', async (kind) => {
    await things.insert({ set: { id: 'before' } })
    foreign.exec(`BEGIN ${kind}`)
    const waiting = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => things.insert({ set: { id: `w${n}` }, events: [happened(`w${n}`)] })),
    )
    for (const one of waiting) expect(one).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) })
    await expect(things.insert({ set: { id: 'later' } })).rejects.toThrow('another program has locked station.db')
    // It was tried now and then, and nobody spun.
    expect(file.counts.stuck).toBeGreaterThan(2)
    expect(file.counts.stuck).toBeLessThanOrEqual(2 * (PATIENCE.waits / PATIENCE.every + 2))
    expect(told).toEqual([`error: the data folder ${directory} cannot be written: ${locked}. It is tried again until it can be`])
    expect(await things.get('before')).toBeDefined()
    expect((await things.find({})).items.map(({ id }) => id)).toEqual(['before'])

    foreign.exec('ROLLBACK')
    await things.insert({ set: { id: 'w0' }, events: [happened('w0')] })
    expect(told.slice(1)).toEqual([expect.stringMatching(/^log: the data folder .* is written again, after \d+\.\d s$/)])
    expect(store.log.after(0).map(({ event }) => event.subject)).toEqual(['w0'])
  })

  it('keeps writes waiting for a moment, and nobody hears of it', async () => {
    foreign.close()
    await file.close()
    ;({ directory, file, store, things, foreign } = open({ ...PATIENCE, waits: 10_000 }))
    foreign.exec('BEGIN IMMEDIATE')
    const waiting = things.insert({ set: { id: 'waits' } })
    while (!file.counts.stuck) await pause(1)
    foreign.exec('ROLLBACK')
    await expect(waiting).resolves.toMatchObject({ id: 'waits' })
    expect(told).toEqual([])
  })

  it('is closed all the same', async () => {
    foreign.exec('BEGIN IMMEDIATE')
    const waiting = things.insert({ set: { id: 'never' } })
    const closing = file.close()
    await expect(waiting).rejects.toThrow(StoreUnavailable)
    await closing
  })

  it('goes on where a fault left a transaction open', async () => {
    file.run('BEGIN')
    await expect(things.insert({ set: { id: 'after' } })).resolves.toMatchObject({ id: 'after' })
  })

  it('holds the reader of events up, sets nothing aside, and lets it end', async () => {
    await things.insert({ set: { id: 'e1' }, events: [happened('e1')] })
    const transport = new LogTransport(new EventLog(file), 5)
    let tried = 0
    foreign.exec('BEGIN IMMEDIATE')
    const take = async () => {
      tried++
      await things.upsert('seen', (before) => ({ set: { count: (before?.count ?? 0) + 1 } }))
    }
    await transport.subscribe(alone('readers', 'hotline.events'), listening(take))
    while (tried < 2) await pause(5)
    foreign.exec('ROLLBACK')
    while (!transport.idle()) await pause(2)
    expect(await things.get('seen')).toMatchObject({ count: 1 })
    foreign.exec('BEGIN IMMEDIATE')
    await transport.close()
    await expect(evidence.seal(new Date())).rejects.toThrow(StoreUnavailable)
  })

  it('is read again where a read failed', async () => {
    await things.insert({ set: { id: 'e1' }, events: [happened('e1')] })
    const read = jest.spyOn(store.log, 'read').mockImplementationOnce(() => {
      throw new StoreUnavailable('the disk erred')
    })
    const transport = new LogTransport(store.log, 5)
    const taken: string[] = []
    await transport.subscribe(
      alone('readers', 'hotline.events'),
      listening(async ({ event }) => void taken.push(event.subject)),
    )
    while (!transport.idle()) await pause(2)
    expect(taken).toEqual(['e1'])
    expect(read.mock.calls.length).toBeGreaterThan(12)
    await transport.close()
  })
})

const locked = 'another program has locked station.db (SQLITE_BUSY): end what else has it open for writing, such as sqlite3'
