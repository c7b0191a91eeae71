import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Clock } from '@yiwang/domain'
import { type Collection, openData, SqliteStore, StationFile, StoreUnavailable, Vault } from '@yiwang/persistence'
import { Schema } from 'mongoose'
import { dataKey, folder, type House, openStation, rows } from './rows'
import { answered, type Thing, thingSchema } from './things'

const person: Thing = {
  id: 'p1',
  name: '王小明🙂',
  phone: '13800138000',
  tags: ['elderly', 'living-alone'],
  born: new Date('1941-05-06T00:00:00Z'),
  place: { town: '南通', street: '人民中路12号' },
  notes: [
    { at: new Date(1), text: '老伴去年去世', by: { id: 'u1', phone: '13911112222' } },
    { at: new Date(2), by: { id: 'u2' } },
    { at: new Date(3), text: '' },
  ],
}
const secrets = ['王小明', '13800138000', 'elderly', 'living-alone', '1941-05-06', '人民中路', '老伴', '13911112222', '回复内容']

describe.each(rows)('personal data on the $name', (row) => {
  let house: House
  let things: Collection<Thing>
  beforeAll(async () => {
    house = await row.open()
    things = house.collection('people', thingSchema)
    await things.insert({ set: person, events: [answered('p1', '回复内容')] })
  })
  afterAll(() => house.close())

  it('comes back as it was stored, in arrays and nested ones too, and after a restart', async () => {
    expect(await things.get('p1')).toEqual({ ...person, version: 1 })
    await house.restart()
    things = house.collection('people', thingSchema)
    expect(await things.get('p1')).toEqual({ ...person, version: 1 })
    await things.change('p1', ({ notes = [] }) => ({ set: { notes: [...notes, { at: new Date(4), text: 'x' }], tags: [] } }))
    expect(await things.get('p1')).toEqual({ ...person, notes: [...(person.notes ?? []), { at: new Date(4), text: 'x' }], tags: [], version: 2 })
  })

  it('is found by equality where it has a lookup, and not by another value', async () => {
    expect((await things.findOne({ phone: '13800138000' }))?.id).toBe('p1')
    expect(await things.findOne({ phone: '1380013800' })).toBeUndefined()
    await things.change('p1', () => ({ set: { phone: '13700137000' } }))
    expect(await things.findOne({ phone: '13800138000' })).toBeUndefined()
    await things.change('p1', () => ({ set: { phone: '13800138000' } }))
  })

  it('travels sealed in events and is opened by their contract', async () => {
    const [event] = (await house.events()).filter(({ subject }) => subject === 'p1')
    expect(JSON.stringify(event)).not.toContain('回复内容')
    expect(openData(event, new Vault(dataKey))).toMatchObject({ reply: '回复内容' })
    expect(() => openData(event, new Vault(Buffer.alloc(32, 1)))).toThrow('another key')
  })
})

describe('the data folder', () => {
  const collectionIn = (directory: string, key = dataKey) => {
    const store = openStation(directory, key)
    return { store, things: store.collection<Thing>('hotline', 'people', thingSchema) }
  }

  it('holds no personal data in clear, in the write-ahead log neither', async () => {
    const directory = folder()
    const { store, things } = collectionIn(directory)
    await things.insert({ set: person, events: [answered('p1', '回复内容')] })
    const search = () =>
      readdirSync(directory).flatMap((file) =>
        secrets.filter((secret) => readFileSync(join(directory, file)).includes(secret)).map((secret) => `${secret} in ${file}`),
      )
    expect(readFileSync(join(directory, 'station.db-wal')).includes('u1')).toBe(true)
    expect(search()).toEqual([])
    await store.file.close()
    expect(search()).toEqual([])
  })

  it('does not open with another key', async () => {
    const directory = folder()
    const { store, things } = collectionIn(directory)
    await things.insert({ set: person })
    await store.file.close()
    const file = new StationFile(directory)
    const other = () => new SqliteStore(file, new Vault(Buffer.alloc(32, 8)), new Clock())
    expect(other).toThrow(StoreUnavailable)
    expect(other).toThrow(/sealed with another key/)
    await file.close()
    expect(await collectionIn(directory).things.get('p1')).toMatchObject({ name: person.name })
  })

  it('tells what was altered, or moved from another document', async () => {
    const directory = folder()
    const { store, things } = collectionIn(directory)
    await things.insert({ set: { id: 'a1', name: '甲'.repeat(20) } })
    await things.insert({ set: { id: 'b1', name: '乙'.repeat(20) } })
    const bytes = (id: string) =>
      Buffer.from(
        (store.file.get<{ document: ArrayBuffer }>('SELECT document FROM "hotline.people" WHERE id = ?', id) as { document: ArrayBuffer }).document,
      )
    const [a, b] = [bytes('a1'), bytes('b1')]
    const put = (document: Buffer) => store.file.write(() => store.file.run('UPDATE "hotline.people" SET document = ? WHERE id = ?', document, 'a1'))

    const altered = Buffer.from(a)
    const inside = altered.indexOf('s1.') + 30
    altered[inside] = altered[inside] === 65 ? 66 : 65
    await put(altered)
    await expect(things.get('a1')).rejects.toThrow('hotline.people/a1/name was altered or moved')

    const moved = Buffer.from(b)
    moved.write('a1', moved.indexOf('b1'))
    await put(moved)
    await expect(things.get('a1')).rejects.toThrow('altered or moved')
    await store.file.close()
  })
})

describe('a schema', () => {
  const open = (schema: Schema) => () => {
    const store = openStation(folder())
    try {
      store.collection('hotline', 'odd', schema)
    } finally {
      void store.file.close()
    }
  }
  it.each<[string, Schema, RegExp]>([
    ['with ids in subdocuments', new Schema({ part: new Schema({ a: String }) }), /part: a subdocument needs/],
    ['with an index on what it lacks', new Schema({ a: String }).index({ b: 1 }), /index on b/],
    ['with an index through two arrays', new Schema({ a: [String], b: [String] }).index({ a: 1, b: 1 }), /one array/],
  ])('%s is refused', (_, schema, message) => {
    expect(open(schema)).toThrow(message)
  })
})
