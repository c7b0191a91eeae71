import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Clock } from '@yiwang/domain'
import { type Collection, DuplicateError, forgetting, Vault } from '@yiwang/persistence'
import { encrypted, openData, SqliteStore, StationFile, StoreUnavailable } from '@yiwang/persistence/stores'
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

describe.each(rows)('what an earlier version left in clear on the $name', (row) => {
  interface Person {
    id: string
    name: string
    login?: string
    born?: Date
    tags?: string[]
    notes?: { by: { name: string } }[]
  }
  const inClear = () => {
    const by = new Schema({ name: String }, { _id: false })
    return new Schema({
      name: String,
      login: String,
      born: Date,
      tags: { type: [String], default: undefined },
      notes: { type: [new Schema({ by }, { _id: false })] },
    })
      .index({ login: 1 }, { unique: true })
      .index({ born: 1 })
  }
  const sealed = () => {
    const by = new Schema({ name: encrypted() }, { _id: false })
    const tags = { ...encrypted({ type: [String] }), default: undefined }
    const schema = new Schema({ name: encrypted({ lookup: true }), tags, notes: { type: [new Schema({ by }, { _id: false })] } })
    return forgetting(schema, 'login', 'born').index({ name: 1 }, { unique: true })
  }
  const many = Array.from({ length: 600 }, (_, n): Person => ({ id: `p${n}`, name: `张三${n}`, login: `zhang.san${n}` }))
  const first: Person = {
    id: 'p',
    name: '欧阳牧歌',
    login: 'ouyang',
    born: new Date('1945-03-15'),
    tags: ['living-alone'],
    notes: [{ by: { name: '慕容秋白' } }],
  }
  let house: House
  beforeAll(async () => {
    house = await row.open()
    const before = house.collection<Person>('staff', inClear())
    await Promise.all([first, ...many].map((set) => before.insert({ set })))
    await house.restart()
  })
  afterAll(() => house.close())

  it('is sealed and found, and what is forgotten is gone, before anybody asks', async () => {
    const staff = house.collection<Person>('staff', sealed())
    const { login, born, ...rest } = first
    expect(await staff.findOne({ name: '欧阳牧歌' })).toEqual({ ...rest, version: 1 })
    expect(await staff.count({})).toBe(601)
    await expect(staff.insert({ set: { id: 'other', name: '张三7' } })).rejects.toThrow(DuplicateError)
    await staff.change('p7', () => ({ set: { name: '李四' } }))
    await staff.insert({ set: { id: 'other', name: '张三7' } })
    // Whoever waits reads what is done.
    expect(house.told).toEqual(
      expect.arrayContaining([expect.stringMatching(/^hotline\.staff: of 601 documents/), 'hotline.staff: 601 documents sealed']),
    )
  })

  it('is not taken for what it is by the next start, and an altered value is told as ever', async () => {
    await house.restart()
    expect(await house.collection<Person>('staff', sealed()).findOne({ name: '李四' })).toMatchObject({ id: 'p7', version: 2 })
  })

  it('goes on where a start was cut off', async () => {
    const again = house.collection<Person>('cut', inClear())
    await Promise.all(many.map((set) => again.insert({ set })))
    await house.restart()
    const cut = house.collection<Person>('cut', sealed())
    void cut.count({}).catch(() => undefined)
    await house.crash()
    const staff = house.collection<Person>('cut', sealed())
    expect((await staff.findOne({ name: '张三599' }))?.id).toBe('p599')
    expect((await staff.findOne({ name: '张三0' }))?.id).toBe('p0')
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

  it('holds nothing of what was in clear once it is sealed, not even where nothing lies any more', async () => {
    const directory = folder()
    const before = openStation(directory)
    const inClear = before.collection<{ id: string; name: string }>('hotline', 'people', new Schema({ name: String }).index({ name: 1 }))
    for (let n = 0; n < 50; n++) await inClear.insert({ set: { id: `p${n}`, name: `欧阳牧歌${n}` } })
    await inClear.change('p1', () => ({ set: { name: '慕容秋白' } }))
    await before.file.close()

    const told: string[] = []
    const store = openStation(directory, dataKey, (line) => told.push(line))
    const sealed = store.collection<{ id: string; name: string }>(
      'hotline',
      'people',
      new Schema({ name: encrypted({ lookup: true }) }).index({ name: 1 }),
    )
    await store.ready()
    expect((await sealed.findOne({ name: '慕容秋白' }))?.id).toBe('p1')
    expect(told).toEqual([
      'hotline.people: of 50 documents, those of an earlier version are sealed …',
      'hotline.people: 50 documents sealed',
      'hotline.people: indexes of 50 documents are made …',
      'hotline.people: indexes are made',
      'station.db is written anew, without what lay there in clear …',
      'station.db is written anew',
    ])
    const found = () => readdirSync(directory).filter((file) => /欧阳|慕容/.test(readFileSync(join(directory, file)).toString()))
    expect(found()).toEqual([])
    await store.file.close()
    expect(found()).toEqual([])
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
    ['with an index on what is sealed', new Schema({ a: encrypted() }).index({ a: 1 }), /sealed without lookup/],
    ['with an index through two arrays', new Schema({ a: [String], b: [String] }).index({ a: 1, b: 1 }), /one array/],
  ])('%s is refused', (_, schema, message) => {
    expect(open(schema)).toThrow(message)
  })
})
