import { createHash } from 'node:crypto'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { type Seal, tellVerdict, type Verdict, verifyFolder } from '@yiwang/operations'
import { Vault } from '@yiwang/persistence'
import Database from 'libsql'
import { dataKey, evidenceOf, folder, openStation } from './rows'
import { Tampering } from './tampering'
import { answered, happened, type Thing, thingSchema } from './things'

const vault = new Vault(dataKey)
const source = '/hotline/things'

/** A closed station: two seals over `a`, `b` and `c`, then events of `d` and one more of `c` that no seal saw. */
async function closedStation() {
  const directory = folder()
  const store = openStation(directory)
  const things = store.collection<Thing>('hotline', 'things', thingSchema)
  const seals: (Seal | undefined)[] = []
  const live = async (id: string, times: number) => {
    await things.insert({ set: { id, count: 0 }, events: [happened(id)] })
    for (let n = 1; n < times; n++) await things.change(id, () => ({ set: { count: n }, events: [answered(id, `回复${n}`)] }))
  }
  await live('a', 4)
  await live('b', 1)
  seals.push(await evidenceOf(store).seal(new Date('2026-11-20T00:00:00Z')), await evidenceOf(store).seal(new Date('2026-11-20T01:00:00Z')))
  await live('c', 3)
  await things.change('a', () => ({ set: { count: 9 }, events: [happened('a')] }))
  seals.push(await evidenceOf(store).seal(new Date('2026-11-21T00:00:00Z')))
  await live('d', 3)
  await things.change('c', () => ({ set: { count: 9 }, events: [happened('c')] }))
  await things.insert({ set: { id: 'quiet' } })
  await store.file.close()
  return { directory, seals }
}

function tamper(directory: string, work: (db: Tampering) => void): void {
  const db = new Database(join(directory, 'station.db'))
  work(new Tampering(db))
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

describe('the evidence', () => {
  let made: Awaited<ReturnType<typeof closedStation>>
  beforeAll(async () => {
    made = await closedStation()
  })

  /** What `verify` says after somebody with the file, and without the key, did `work` to a copy of it. */
  async function verdictAfter(work: (db: Tampering) => void, known?: Seal): Promise<Verdict> {
    const directory = folder()
    cpSync(join(made.directory, 'station.db'), join(directory, 'station.db'))
    tamper(directory, work)
    return verifyFolder(directory, vault, known)
  }
  const fault = async (work: (db: Tampering) => void, known?: Seal) => (await verdictAfter(work, known)).fault

  it('holds for what nobody touched', async () => {
    expect(await verdictAfter(() => undefined)).toEqual({ events: 13, aggregates: 4, seals: 2, documents: 5 })
    expect(tellVerdict(await verdictAfter(() => undefined))).toBe(
      '13 events of 4 aggregates are as they were written, and so are 5 documents; 2 seals hold.',
    )
  })

  it('is sealed only where something is new', () => {
    expect(made.seals.map((seal) => seal && [seal.number, seal.position, seal.count])).toEqual([[1, 5, 5], undefined, [2, 9, 9]])
  })

  it('finds every changed byte of an event', async () => {
    let row = { position: 0, event: '' }
    await verdictAfter((db) => {
      row = db.events('a')[1]
    })
    const at = Array.from({ length: 40 }, (_, n) => Math.floor((n * (row.event.length - 1)) / 39))
    for (const place of at) {
      const flipped = `${row.event.slice(0, place)}${row.event[place] === '1' ? '2' : '1'}${row.event.slice(place + 1)}`
      expect(await fault((db) => db.write(row.position, flipped))).toMatchObject({
        what: 'event',
        source,
        subject: 'a',
        sequence: expect.any(Number),
      })
    }
  })

  it('finds an altered event and says so in a sentence', async () => {
    const verdict = await verdictAfter((db) => db.alter('c', 2, (event) => ({ ...event, time: '2020-01-01T00:00:00.000Z' })))
    expect(verdict.fault).toEqual({
      what: 'event',
      source,
      subject: 'c',
      sequence: 2,
      reason: `event 2 of ${source}/c was altered: its content no longer gives its hash`,
    })
    expect(tellVerdict(verdict)).toBe(`NOT AS IT WAS WRITTEN: event 2 of ${source}/c was altered: its content no longer gives its hash.`)
    expect(await fault((db) => db.write(db.events('a')[0].position, `${db.events('a')[0].event} `))).toMatchObject({
      reason: expect.stringContaining('form'),
    })
  })

  it.each(['topic', 'partition', 'offset', 'subject', 'source', 'sequence', 'position'])('finds an altered %s', async (column) => {
    const value = ['topic', 'subject', 'source'].includes(column) ? "'/x/y'" : '77'
    expect(await fault((db) => db.exec(`UPDATE log SET "${column}" = ${value} WHERE subject = 'd' AND sequence = 3`))).toBeDefined()
  })

  it('finds a deleted event, in the middle and at the end', async () => {
    expect(await fault((db) => db.remove('d', 2))).toMatchObject({
      what: 'event',
      subject: 'd',
      sequence: 2,
      reason: `event 2 of ${source}/d is missing`,
    })
    expect(await fault((db) => db.remove('d', 3))).toMatchObject({
      what: 'event',
      subject: 'd',
      sequence: 3,
      reason: expect.stringContaining('its document knows of 3'),
    })
    expect(await fault((db) => db.exec("DELETE FROM log WHERE subject = 'd'"))).toMatchObject({ subject: 'd', sequence: 1 })
  })

  it('finds two swapped events', async () => {
    const swap = (db: Tampering) => {
      const [, second, third] = db.events('d')
      db.write(second.position, third.event)
      db.write(third.position, second.event)
    }
    expect(await fault(swap)).toMatchObject({ what: 'event', subject: 'd', sequence: 2 })
  })

  it('finds an altered or lost head of a document', async () => {
    expect(await fault((db) => db.head('d', (head) => ({ ...head, hash: `${head.hash.slice(0, -1)}x` })))).toMatchObject({
      what: 'document',
      subject: 'd',
    })
    expect(await fault((db) => db.head('d', () => undefined))).toMatchObject({
      what: 'document',
      subject: 'd',
      reason: expect.stringContaining('does not remember'),
    })
    expect(await fault((db) => db.exec(`DELETE FROM "hotline.things" WHERE id = 'd'`))).toMatchObject({
      what: 'document',
      subject: 'd',
      reason: expect.stringContaining('is gone'),
    })
    expect(await fault((db) => db.exec(`UPDATE "hotline.things" SET document = x'00' WHERE id = 'd'`))).toMatchObject({
      what: 'document',
      subject: 'd',
    })
  })

  it('finds a chain that was computed anew, with the head of its document too where a seal saw it', async () => {
    expect(await fault((db) => db.recompute('a', false))).toMatchObject({ what: 'document', subject: 'a' })
    expect(await fault((db) => db.recompute('a', true))).toMatchObject({
      what: 'event',
      subject: 'a',
      sequence: 4,
      reason: `event 4 of ${source}/a was replaced: seal 1 saw another`,
    })
  })

  it('finds an aggregate that vanished with its document', async () => {
    const vanish = (id: string) => (db: Tampering) =>
      db.exec(`DELETE FROM log WHERE subject = '${id}'; DELETE FROM "hotline.things" WHERE id = '${id}'`)
    expect(await fault(vanish('b'))).toMatchObject({ what: 'log', reason: expect.stringContaining('missing') })
    // Even where the log was numbered anew.
    const renumber = (db: Tampering) => db.renumber()
    expect(await fault((db) => [vanish('b')(db), renumber(db)])).toMatchObject({
      what: 'event',
      subject: 'b',
      sequence: 1,
      reason: expect.stringContaining('seal 1 saw it'),
    })
  })

  it('finds an event that was put in, before the last seal', async () => {
    const put = (db: Tampering) => {
      db.exec(
        `UPDATE log SET position = position + 100 WHERE position > 5; INSERT INTO log SELECT 6, topic, partition, 99, source, 'e', sequence, event FROM log WHERE subject = 'b'`,
      )
      db.exec(`INSERT INTO "hotline.things" SELECT 'e', version, document FROM "hotline.things" WHERE id = 'b'`)
      db.recompute('e', true)
      db.renumber()
    }
    expect(await fault(put)).toMatchObject({ what: expect.stringMatching(/log|event/) })
  })

  it.each<[string, string, string]>([
    ['an altered seal', 'UPDATE seals SET count = count + 1 WHERE number = 2', 'seal 2 was altered'],
    ['a first seal that is gone', 'DELETE FROM seals WHERE number = 1', 'seal 1 is missing'],
    ['an altered head under a seal', "UPDATE sealed_heads SET hash = 'x' WHERE seal = 1 AND subject = 'a'", 'the heads under seal 1 were altered'],
    ['a head that was taken from a seal', "DELETE FROM sealed_heads WHERE seal = 2 AND subject = 'c'", 'the heads under seal 2 were altered'],
  ])('finds %s', async (_, sql, reason) => {
    expect(await fault((db) => db.exec(sql))).toMatchObject({ what: 'seal', reason: expect.stringContaining(reason) })
  })

  it('does not accept the signature of another key', async () => {
    const [seal] = made.seals as [Seal]
    expect(await verifyFolder(made.directory, new Vault(Buffer.alloc(32, 9)))).toMatchObject({ fault: { what: 'seal', sequence: seal.number } })
    expect(await verifyFolder(made.directory, new Vault(Buffer.alloc(32, 9), dataKey))).not.toHaveProperty('fault')
  })

  it('sees a last seal that is gone only by what was kept elsewhere', async () => {
    const last = made.seals.at(-1) as Seal
    const cut = 'DELETE FROM seals WHERE number = 2; DELETE FROM sealed_heads WHERE seal = 2'
    expect(await fault((db) => db.exec(cut))).toBeUndefined()
    expect(await fault((db) => db.exec(cut), last)).toMatchObject({ what: 'seal', reason: expect.stringContaining('seal 2 is missing') })
    expect(await fault(() => undefined, { ...last, signature: 'other' })).toMatchObject({
      reason: expect.stringContaining('not the one that was kept elsewhere'),
    })
    expect(await fault(() => undefined, last)).toBeUndefined()
  })

  it('does not see in the file what came after the last seal and was removed with its document', async () => {
    const tail = (db: Tampering) => db.exec(`DELETE FROM log WHERE subject = 'd'; DELETE FROM "hotline.things" WHERE id = 'd'`)
    expect(await fault((db) => [tail(db), db.renumber()])).toBeUndefined()
  })

  it('finds what came after the last seal and was rewritten, by the document, which nobody without the key can write', async () => {
    const altered = { what: 'document', reason: expect.stringContaining('is not as it was written') }
    expect(await fault((db) => db.recompute('d', true))).toMatchObject({ ...altered, subject: 'd' })
    const shorten = (db: Tampering) => {
      db.exec("DELETE FROM log WHERE subject = 'c' AND sequence = 4")
      const { sequence, hash } = db.event('c', 3)
      db.head('c', () => ({ sequence, hash }))
      db.renumber()
    }
    expect(await fault(shorten)).toMatchObject({ ...altered, subject: 'c' })
  })

  describe('of rows that could not be read when they were sealed', () => {
    let directory: string
    let rows: { position: number; event: string }[]
    const fault = async () => (await verifyFolder(directory, vault)).fault
    const named = { what: 'event', subject: 'e', sequence: 1, reason: `event 1 of ${source}/e is no longer JSON` }
    const putBack = () => tamper(directory, (db) => rows.map(({ position, event }) => db.write(position, event)))

    /** Spoils what no seal saw yet: the only event of `e`, and the first of two of `f`. Then the station seals, and goes on. */
    async function sealedAfter(more: (db: Tampering) => void): Promise<void> {
      directory = folder()
      let store = openStation(directory)
      let things = store.collection<Thing>('hotline', 'things', thingSchema)
      await things.insert({ set: { id: 'e' }, events: [happened('e')] })
      await things.insert({ set: { id: 'f' }, events: [happened('f'), happened('f')] })
      await store.file.close()
      tamper(directory, (db) => {
        rows = [...db.events('e'), db.events('f')[0]]
        for (const { position } of rows) db.write(position, '{')
        more(db)
      })
      store = openStation(directory)
      things = store.collection<Thing>('hotline', 'things', thingSchema)
      expect(await evidenceOf(store).seal(new Date())).toMatchObject({ number: 1, count: 3 })
      await things.insert({ set: { id: 'g' }, events: [happened('g')] })
      expect(await evidenceOf(store).seal(new Date())).toMatchObject({ number: 2, count: 4 })
      await store.file.close()
    }

    it('names them, and holds again once they were put back', async () => {
      await sealedAfter(() => undefined)
      expect(await fault()).toEqual({ ...named, source })
      putBack()
      expect(await verifyFolder(directory, vault)).toEqual({ events: 4, aggregates: 3, seals: 2, documents: 3 })
    })

    it('finds what takes their place, with the document that remembers it', async () => {
      await sealedAfter(() => undefined)
      putBack()
      tamper(directory, (db) => db.recompute('e', true))
      expect(await fault()).toMatchObject({ subject: 'e', reason: expect.stringContaining('was replaced: seal 1 saw another') })
    })

    it('finds any change of their bytes where nothing remembered what they were', async () => {
      let head: object = {}
      await sealedAfter((db) => {
        db.head('e', (known) => {
          head = known
          return undefined
        })
        db.exec(`UPDATE log SET event = x'00ff' WHERE position = ${rows[0].position}`)
      })
      const kept = new Database(join(directory, 'station.db'))
      const [{ hash }] = kept.prepare("SELECT hash FROM sealed_heads WHERE subject = 'e'").all([]) as { hash: string }[]
      kept.close()
      expect(hash).toBe(
        createHash('sha256')
          .update(Buffer.from([0, 255]))
          .digest('hex'),
      )
      expect(await fault()).toMatchObject(named)
      putBack()
      tamper(directory, (db) => db.head('e', () => head))
      expect(await fault()).toMatchObject({ subject: 'e', reason: expect.stringContaining('was replaced: seal 1 saw another') })
    })
  })

  it('is verified beside a running station', async () => {
    const directory = folder()
    const store = openStation(directory)
    const things = store.collection<Thing>('hotline', 'things', thingSchema)
    const writing = Array.from({ length: 300 }, async (_, n) => {
      await things.insert({ set: { id: `r${n}` }, events: [happened(`r${n}`)] })
      await things.change(`r${n}`, () => ({ set: { count: n }, events: [happened(`r${n}`)] }))
    })
    await Promise.all(writing.slice(0, 10))
    const verdicts = [await evidenceOf(store).verify()]
    await evidenceOf(store).seal(new Date())
    verdicts.push(await evidenceOf(store).verify())
    await Promise.all(writing)
    verdicts.push(await evidenceOf(store).verify())
    expect(verdicts.map(({ fault: found }) => found)).toEqual([undefined, undefined, undefined])
    expect(verdicts[2]).toEqual({ events: 600, aggregates: 300, seals: 1, documents: 300 })
    await store.file.close()
  })
})
