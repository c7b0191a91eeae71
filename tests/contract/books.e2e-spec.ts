import { Books, bookPart, type EarlierEntry, earlierEntries } from '@yiwang/ledger'
import { available, type Book, type Chart, capture, type Entry, emptyBook, hold, post, reversal, transfer, voiding } from '@yiwang/ledger/rules'
import { type Collection, runInContext, type Stored, schemaOf } from '@yiwang/persistence'
import { type House, rows } from './rows'

interface Month {
  id: string
  book: Book
}
const monthSchema = schemaOf<Month>('months', { book: bookPart })
const apartSchema = earlierEntries('months')
const chart: Chart = { granted: { most: 0 }, free: { least: 0 }, spent: { least: 0 } }
const at = new Date('2026-11-23T09:00:00+08:00')

const spending = (id: string, amount: number) => post({ id, at }, transfer('free', 'spent', amount))
const holding = (id: string, amount: number) => hold({ id, at }, transfer('free', 'spent', amount))
const granting = (amount: number) => post({ id: 'grant', at }, transfer('granted', 'free', amount))

describe.each(rows)('books on the $name', (row) => {
  let house: House
  let months: Collection<Month>
  let apart: Collection<EarlierEntry>
  let books: Books<Month>

  beforeAll(async () => {
    house = await row.open()
    months = house.collection('months', monthSchema)
    apart = house.collection('months-entries', apartSchema)
    books = new Books(months, apart, chart)
  })
  afterAll(() => house.close())

  const write = (id: string, ...entries: Entry[]) => books.change(id, () => ({ entries }))
  const writeAll = async (id: string, entries: Entry[]) => {
    for (const entry of entries) await write(id, entry)
  }
  const open = async (id: string, ...entries: Entry[]) => {
    await months.insert({ set: { id, book: emptyBook } })
    if (entries.length) await write(id, ...entries)
  }
  const entriesOf = async (id: string) => {
    const entries: Entry[] = []
    for await (const entry of books.entriesOf((await months.get(id)) as Stored<Month>)) entries.push(entry)
    return entries
  }
  const said = (work: Promise<unknown>) => work.then(() => 'written').catch(({ code, details }) => [code, details?.field].filter(Boolean).join(' '))

  it('are never held beyond what they hold, whoever books at the same moment', async () => {
    await open('at once', granting(800))
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => said(write('at once', holding(`h${n}`, 40)))))
    expect(answers.filter((one) => one === 'written')).toHaveLength(20)
    expect(new Set(answers)).toEqual(new Set(['written', 'insufficient-funds']))
    const { book } = (await months.get('at once')) as Month
    expect([available(book, 'free'), book.holds.length]).toEqual([0, 20])
  })

  it('end a hold once, whoever ends it at the same moment', async () => {
    await open('end', granting(100), holding('h', 60))
    const ends = [1, 2, 3, 4].flatMap((n) => [voiding('h', { id: `v${n}`, at }), capture('h', { id: `c${n}`, at }, transfer('free', 'spent', 50))])
    const answers = await Promise.all(ends.map((end) => said(write('end', end))))
    expect(answers.filter((one) => one === 'written')).toHaveLength(1)
    expect(answers.filter((one) => /^hold-(captured|voided)$/.test(one))).toHaveLength(7)
  })

  describe('that have grown long', () => {
    const many = Array.from({ length: 120 }, (_, n) => spending(`e${n}`, n + 1))
    beforeAll(async () => {
      await open('long', granting(100_000), holding('captured', 10), capture('captured', { id: 'c', at }, transfer('free', 'spent', 10)))
      await writeAll('long', many)
    })

    it('keep their latest entries in the document, the others apart, and all of them in order', async () => {
      const { book } = (await months.get('long')) as Month
      expect(book.entries.length).toBeLessThanOrEqual(50)
      expect(book.earlier + book.entries.length).toBe(123)
      expect((await entriesOf('long')).map(({ id }) => id)).toEqual(['grant', 'captured', 'c', ...many.map(({ id }) => id)])
    })

    it('know what was written long ago', async () => {
      const { version } = (await months.get('long')) as Stored<Month>
      expect(await said(write('long', many[0]))).toBe('written')
      expect(await said(write('long', spending('e0', 2)))).toBe('entry-differs amount')
      expect(await said(write('long', voiding('captured', { id: 'v', at })))).toBe('hold-captured')
      expect(((await months.get('long')) as Stored<Month>).version).toBe(version)
    })

    it('undo what was written long ago, once', async () => {
      expect(await said(write('long', reversal(many[1], { id: 'undo', at })))).toBe('written')
      await writeAll(
        'long',
        Array.from({ length: 60 }, (_, n) => spending(`f${n}`, 1)),
      )
      expect(await said(write('long', reversal(many[1], { id: 'undo once more', at })))).toBe('already-reversed')
      expect(await said(write('long', reversal(many[1], { id: 'undo', at })))).toBe('written')
      expect((await entriesOf('long')).filter(({ of }) => of === many[1].id)).toHaveLength(1)
    })

    it('write once what comes again while others write on', async () => {
      const others = Array.from({ length: 80 }, (_, n) => write('long', spending(`g${n}`, 1)))
      await Promise.all([...others, ...Array.from({ length: 20 }, () => write('long', spending('same', 5)))])
      await Promise.all(Array.from({ length: 20 }, (_, n) => write('long', spending(n % 2 ? 'same' : `g${n}`, n % 2 ? 5 : 1))))
      const ids = (await entriesOf('long')).map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.filter((id) => id === 'same' || id.startsWith('g'))).toHaveLength(82)
    })
  })

  it('are shortened by one, whoever comes at the same moment', async () => {
    await open('shortened', granting(1_000))
    await write('shortened', ...Array.from({ length: 49 }, (_, n) => spending(`e${n}`, 1)))
    await Promise.all(Array.from({ length: 20 }, (_, n) => write('shortened', spending(`f${n}`, 1))))
    const { book } = (await months.get('shortened')) as Month
    expect([book.earlier, book.entries.length]).toEqual([25, 45])
    expect(new Set((await entriesOf('shortened')).map(({ id }) => id)).size).toBe(70)
  })

  it('lose nothing where it ends between the rows and the document', async () => {
    await open('crash', granting(1_000))
    await write('crash', ...Array.from({ length: 49 }, (_, n) => spending(`e${n}`, 1)))
    let asked = 0
    const dying = { change: (...given: Parameters<typeof months.change>) => (asked++ ? Promise.reject(new Error('dead')) : months.change(...given)) }
    await expect(
      new Books(dying as unknown as Collection<Month>, apart, chart).change('crash', () => ({ entries: [spending('x', 1)] })),
    ).rejects.toThrow('dead')
    expect(await apart.count({ book: 'crash', place: { gte: 1 } })).toBe(25)
    expect(await entriesOf('crash')).toHaveLength(50)
    await write('crash', spending('x', 1))
    const { book } = (await months.get('crash')) as Month
    expect([book.earlier, book.entries.length, (await entriesOf('crash')).length]).toEqual([25, 26, 51])
  })

  it('refuse what is another each time it is decided, and do not try for ever', async () => {
    await open('renamed', granting(1_000), ...Array.from({ length: 49 }, (_, n) => spending(`e${n}`, 1)))
    let asked = 0
    const work = books.change('renamed', () => {
      if (asked > 1_000) throw new Error('for ever')
      return { entries: [spending(`new ${asked++}`, 1)] }
    })
    await expect(work).rejects.toThrow('other ids each time')
    expect(await entriesOf('renamed')).toHaveLength(50)
  })

  it('stand under the key of the request that they are changed for', async () => {
    await open('keyed', granting(1_000))
    await write('keyed', ...Array.from({ length: 49 }, (_, n) => spending(`e${n}`, 1)))
    const ask = (id: string) =>
      runInContext({ correlation: 'c', request: { key: 'k', body: 'b' } }, () =>
        books.change('keyed', () => ({ entries: [spending(id, 1)] }), { keyed: true }),
      )
    await ask('x')
    await ask('y')
    expect((await entriesOf('keyed')).map(({ id }) => id).slice(-2)).toEqual(['e48', 'x'])
  })
})
