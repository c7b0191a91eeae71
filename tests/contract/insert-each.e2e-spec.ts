import type { Decision } from '@yiwang/domain'
import { type Collection, DuplicateError, foundBy, list, optional, schemaOf, sealed, text } from '@yiwang/persistence'
import { nextTurn } from '@yiwang/persistence/stores'
import { type House, rows } from './rows'
import { happened } from './things'

interface Entry {
  id: string
  number?: string
  name: string
  areas: string[]
}
const schema = foundBy(
  schemaOf<Entry>('entries', { number: optional(sealed(text, { lookup: true })), name: sealed(text), areas: list(text) }),
  'keys',
  ({ name }) => [`n:${name}`],
)
  .index({ number: 1 }, { unique: true })
  .index({ areas: 1, _id: 1 })
  .index({ keys: 1, _id: 1 })

describe.each(rows)('rows of an import on the $name', (row) => {
  let house: House
  let entries: Collection<Entry>
  beforeAll(async () => {
    house = await row.open()
    entries = house.collection('entries', schema)
    await entries.count({ areas: 'none' })
  })
  afterAll(() => house.close())

  const entry = (file: string, line: number): Decision<Entry> => ({
    set: { id: `${file}-${line}`, number: `${file}${line}`, name: `name ${line % 7}`, areas: ['city', file] },
    events: [happened(`${file}-${line}`)],
  })
  const file = (name: string, lines: number) => Array.from({ length: lines }, (_, line) => entry(name, line))

  it('are stored each with its events, and found at once by every index', async () => {
    const stored = await entries.insertEach(file('a', 150))
    expect(stored).toEqual(file('a', 150).map(({ set }) => ({ ...set, version: 1 })))
    expect(await entries.count({ areas: 'a' })).toBe(150)
    expect(await entries.count({ number: 'a149' })).toBe(1)
    expect((await entries.find({ keys: { all: ['n:name 3'] } })).items).toHaveLength(21)
    const events = (await house.events()).filter(({ subject }) => subject.startsWith('a-'))
    expect(new Set(events.map(({ subject }) => subject)).size).toBe(150)
    expect(events.every(({ sequence }) => sequence === 1)).toBe(true)
  })

  it('are named where something of them is taken, the rest is stored', async () => {
    await entries.insert(entry('b', 3))
    await entries.insert({ set: { id: 'other', number: 'b5', name: 'other', areas: ['city'] } })
    const stored = await entries.insertEach([...file('b', 40), { set: { id: 'late', number: 'b7', name: 'late', areas: ['b'] } }])
    const refused = stored.flatMap((one, at) => (one instanceof DuplicateError ? [[at, one.fields.join()]] : []))
    expect(refused).toEqual([
      [3, 'id'],
      [5, 'number'],
      [40, 'number'],
    ])
    expect(await entries.count({ areas: 'b' })).toBe(39)
  })

  it('let what comes at the door go first', async () => {
    const imported = entries.insertEach(file('c', 400))
    await entries.insert(entry('door', 1))
    expect(await entries.count({ areas: 'c' })).toBeLessThan(200)
    await imported
    expect(await entries.count({ areas: 'c' })).toBe(400)
  })

  it('are there once each when they are imported again after a crash', async () => {
    const imported = entries.insertEach(file('d', 400)).catch(() => undefined)
    while (!(await entries.count({ areas: 'd' }))) await nextTurn()
    await house.crash()
    await imported
    entries = house.collection('entries', schema)
    const again = await entries.insertEach(file('d', 400))
    const known = again.flatMap((one) => (one instanceof DuplicateError ? [one.fields.join()] : []))
    expect(new Set(known)).toEqual(new Set(['id']))
    expect(await entries.count({ areas: 'd' })).toBe(400)
    const events = (await house.events()).filter(({ subject }) => subject.startsWith('d-'))
    expect(events.map(({ subject }) => subject).sort()).toEqual(
      file('d', 400)
        .map(({ set }) => set.id)
        .sort(),
    )
  })
})
