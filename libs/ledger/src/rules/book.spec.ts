import { available, type Book, balanceOf, bookOf, type Chart, emptyBook, enter } from './book'
import { differences } from './differences'
import { capture, type Entry, hold, post, reversal, transfer, voiding } from './entry'

const chart = {
  granted: { most: 0 },
  free: { least: 0 },
  spent: { least: 0 },
  expired: { least: 0 },
  drawer: { most: 1_000 },
  world: {},
} satisfies Chart
const at = new Date('2026-11-23T09:00:00+08:00')
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000)
const moved = (...amounts: number[]) => amounts.map((amount, n) => ({ account: `world:${n}`, amount }))

const write = (book: Book, ...entries: Entry[]) => entries.reduce((now, entry) => enter(now, entry, chart), book)
const granted = write(emptyBook, post({ id: 'grant', at }, transfer('granted', 'free', 800)))
const spending = (id: string, amount: number, until?: Date) => hold({ id, at, until }, transfer('free', 'spent', amount))

describe('an entry', () => {
  it.each([
    ['does not sum to zero', moved(100, -99)],
    ['has parts of a fen', moved(0.5, -0.5)],
    ['moves nothing', moved(0, 0)],
    ['has one side', moved(0)],
    ['is empty', []],
    ['is too large to count', moved(2 ** 53, -(2 ** 53))],
    ['names an account twice', [...transfer('free', 'spent', 1), ...transfer('free', 'spent', 1)]],
  ])('that %s is refused, made or handed in', (_, postings) => {
    expect(() => post({ id: 'e', at }, postings)).toThrow()
    expect(() => enter(emptyBook, { id: 'e', at, postings }, chart)).toThrow()
  })

  it('has accounts that the chart knows', () => {
    expect(() => write(emptyBook, post({ id: 'e', at }, transfer('nowhere', 'world', 1)))).toThrow('no account is a nowhere')
  })

  it('written again is known, whenever that is', () => {
    expect(write(granted, { ...post({ id: 'grant', at: later(5) }, transfer('granted', 'free', 800)) })).toBe(granted)
  })

  it.each([
    ['amount', post({ id: 'grant', at }, transfer('granted', 'free', 801))],
    ['account', post({ id: 'grant', at }, transfer('granted', 'spent', 800))],
    ['kind', hold({ id: 'grant', at }, transfer('granted', 'free', 800))],
    ['about', post({ id: 'grant', at, about: 'visit-1' }, transfer('granted', 'free', 800))],
    ['reason', post({ id: 'grant', at, reason: 'mistyped' }, transfer('granted', 'free', 800))],
  ])('with a known id and another %s is refused by that name', (field, other) => {
    expect(() => write(granted, other)).toThrow(expect.objectContaining({ code: 'entry-differs', details: { field, entry: 'grant' } }))
  })

  it('is undone once, by its opposite', () => {
    const [grant] = granted.entries
    const undone = write(granted, reversal(grant, { id: 'undo', at }))
    expect(undone.balances).toEqual([])
    expect(() => write(undone, reversal(grant, { id: 'undo-again', at }))).toThrow('already-reversed')
    expect(() => write(undone, { ...reversal(grant, { id: 'other', at }), of: 'nothing' })).toThrow('unknown-entry')
    expect(write(undone, reversal(grant, { id: 'undo', at }))).toBe(undone)
  })

  it('is not undone where the money is gone', () => {
    const spent = write(granted, post({ id: 's', at }, transfer('free', 'spent', 1)))
    expect(() => write(spent, reversal(granted.entries[0], { id: 'undo', at }))).toThrow('insufficient-funds')
  })
})

describe('the limits of an account', () => {
  it('count what is held as gone', () => {
    const held = write(granted, spending('h', 500))
    expect(available(held, 'free')).toBe(300)
    expect(() => write(held, spending('i', 301))).toThrow(
      expect.objectContaining({ code: 'insufficient-funds', details: { account: 'free', available: 300 } }),
    )
    expect(available(write(held, spending('i', 300)), 'free')).toBe(0)
  })

  it('do not count what is still to come', () => {
    const coming = write(granted, hold({ id: 'h', at }, transfer('world', 'free', 100)))
    expect(available(coming, 'free')).toBe(800)
  })

  it('have a ceiling, which what is still to come fills', () => {
    const coming = write(emptyBook, hold({ id: 'h', at }, transfer('world', 'drawer', 900)))
    expect(() => write(coming, post({ id: 'e', at }, transfer('world', 'drawer', 101)))).toThrow(
      expect.objectContaining({ code: 'ceiling-exceeded', details: { account: 'drawer', free: 100 } }),
    )
  })

  it('let an account that is beyond them come back', () => {
    const beyond = bookOf([post({ id: 'e', at }, transfer('free', 'world', 50))])
    expect(balanceOf(write(beyond, post({ id: 'f', at }, transfer('world', 'free', 20))), 'free').posted).toBe(-30)
    expect(() => write(beyond, post({ id: 'g', at }, transfer('free', 'world', 1)))).toThrow('insufficient-funds')
  })

  it('hold for a book as well: two hundred open holds', () => {
    const full = write(granted, ...Array.from({ length: 200 }, (_, n) => spending(`h${n}`, 1)))
    expect(() => write(full, spending('one more', 1))).toThrow('book-full')
  })
})

describe('a hold', () => {
  const held = write(granted, spending('h', 500, later(60)))

  it('is captured whole, or in part: the rest is free again', () => {
    expect(write(held, capture('h', { id: 'c', at }, transfer('free', 'spent', 500))).balances).toEqual([
      { account: 'free', posted: 300, heldOut: 0, heldIn: 0 },
      { account: 'granted', posted: -800, heldOut: 0, heldIn: 0 },
      { account: 'spent', posted: 500, heldOut: 0, heldIn: 0 },
    ])
    const inPart = write(held, capture('h', { id: 'c', at }, transfer('free', 'spent', 200)))
    expect([available(inPart, 'free'), available(inPart, 'spent'), inPart.holds]).toEqual([600, 200, []])
  })

  it('may be captured with legs beside it', () => {
    const postings = [...transfer('free', 'spent', 400), ...transfer('world:carer', 'world:own-share', 400)]
    expect(balanceOf(write(held, capture('h', { id: 'c', at }, postings)), 'world:own-share').posted).toBe(400)
  })

  it('is captured to no more than it holds, and in its direction', () => {
    expect(() => write(held, capture('h', { id: 'c', at }, transfer('free', 'spent', 501)))).toThrow(
      expect.objectContaining({ code: 'hold-exceeded', details: { account: 'spent', held: 500 } }),
    )
    expect(() => write(held, capture('h', { id: 'c', at }, transfer('spent', 'free', 1)))).toThrow('hold-exceeded')
  })

  it('is voided: nothing has moved', () => {
    const voided = write(held, voiding('h', { id: 'v', at }))
    expect(voided.balances).toEqual(granted.balances)
  })

  it.each([
    ['captured', capture('h', { id: 'x', at }, transfer('free', 'spent', 1)), 'hold-captured'],
    ['voided', voiding('h', { id: 'x', at }), 'hold-voided'],
    ['expired', post({ id: 'x', at: later(60) }, transfer('free', 'spent', 1)), 'hold-expired'],
  ])('that is %s is ended, and says so', (_, end, code) => {
    const ended = write(held, end)
    for (const again of [capture('h', { id: 'y', at }, transfer('free', 'spent', 1)), voiding('h', { id: 'y', at })])
      expect(() => write(ended, again)).toThrow(code)
    if (end.kind) expect(write(ended, end)).toBe(ended)
  })

  it('ends when its time has come, whoever writes next', () => {
    expect(() => write(held, capture('h', { id: 'c', at: later(60) }, transfer('free', 'spent', 1)))).toThrow('hold-expired')
    const next = write(held, post({ id: 'e', at: later(60) }, transfer('free', 'spent', 800)))
    expect([available(next, 'free'), next.holds]).toEqual([0, []])
    expect(available(write(held, capture('h', { id: 'c', at: later(59) }, transfer('free', 'spent', 1))), 'spent')).toBe(1)
  })

  it('that never was is unknown', () => {
    expect(() => write(held, voiding('nothing', { id: 'v', at }))).toThrow('unknown-entry')
  })
})

describe('a recount', () => {
  const held = write(granted, spending('h', 500))

  it('finds nothing where balances are what the entries give', () => {
    expect(differences(held)).toEqual([])
  })

  it('names the account that says something else', () => {
    const wrong = held.balances.map((one) => (one.account === 'free' ? { ...one, heldOut: 400 } : one))
    expect(differences({ ...held, balances: wrong })).toEqual(['free is 800 (held: 400 out, 0 in), its entries give 800 (held: 500 out, 0 in)'])
    expect(differences({ ...held, balances: held.balances.slice(1) })).toHaveLength(1)
    expect(differences({ ...granted, balances: [] })).toEqual(['free is 0, its entries give 800', 'granted is 0, its entries give -800'])
  })

  it('names what is missing', () => {
    expect(differences({ ...held, earlier: 2 })).toEqual(['2 earlier entries are missing'])
  })

  it('names an entry that does not balance', () => {
    const [grant] = granted.entries
    const bent = { ...grant, postings: [grant.postings[0], { account: 'granted', amount: -799 }] }
    expect(differences({ ...granted, entries: [bent] })).toEqual(['entry grant: the postings of an entry sum to zero'])
  })
})
