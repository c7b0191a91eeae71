import { entryOf, shortened } from './entry'
import { Refusals } from './refusals'
import { keptSince } from './retention'

const at = new Date('2026-11-23T09:00:00+08:00')
const worker = { id: 'a-1', role: 'worker' }

describe('a line of the security log', () => {
  it('says where whoever it was done to works, or else who did it', () => {
    const noted = { what: 'rights' as const, outcome: 'done' as const, by: worker }
    const places = [{}, { areaCode: '320613004006' }].map((more) => entryOf({ ...noted, ...more }, { areaCode: '320600000000' }, at).areaCode)
    expect([...places, entryOf(noted, {}, at).areaCode]).toEqual(['320600000000', '320613004006', undefined])
  })

  it('says who, from where, what and to whom, and is found by both accounts', () => {
    const entry = entryOf(
      { what: 'rights', outcome: 'done', by: worker, subject: 'a-2', facts: { role: 'admin', count: 3 } },
      { from: '10.0.0.7', correlation: 'c' },
      at,
    )
    expect(entry).toEqual({
      at,
      count: 1,
      what: 'rights',
      outcome: 'done',
      account: 'a-1',
      role: 'worker',
      subject: 'a-2',
      concerns: ['a-1', 'a-2'],
      address: '10.0.0.7',
      correlation: 'c',
      facts: [
        { name: 'role', value: 'admin' },
        { name: 'count', value: '3' },
      ],
    })
  })

  it('of what was done for another names both', () => {
    const by = { id: 'daughter', role: 'resident', for: 'mother' }
    expect(entryOf({ what: 'refused', outcome: 'refused', by }, {}, at)).toMatchObject({
      account: 'daughter',
      subject: 'mother',
      concerns: ['daughter', 'mother'],
    })
    expect(entryOf({ what: 'refused', outcome: 'refused', by, subject: 'x' }, {}, at)).toMatchObject({ subject: 'x', concerns: ['daughter', 'x'] })
  })

  it.each(['13812345678', '320602194001011234', '王小明', 'tel:13812345678', 'x'.repeat(101), '<script>'])(
    'keeps %.20s to itself, whoever noted it',
    (value) => {
      expect(entryOf({ what: 'search', outcome: 'done', facts: { value } }, {}, at).facts).toEqual([{ name: 'value', value: 'withheld' }])
    },
  )

  it.each(['phone', '320613004006', 'POST /api/hotline/tickets/:id/reveal', '12', 'true'])('has %s as it was noted', (value) => {
    expect(entryOf({ what: 'search', outcome: 'done', facts: { value } }, {}, at).facts).toEqual([{ name: 'value', value }])
  })

  it('has of a resident no more than whose network it was', () => {
    const of = (role: string, from: string) => entryOf({ what: 'sign-in', outcome: 'done', by: { id: 'r-1', role } }, { from }, at).address
    expect(of('resident', '203.0.113.77')).toBe('203.0.113.0/24')
    expect(of('resident', '2001:db8:1:2::/64')).toBe('2001:db8:1::/48')
    expect(of('worker', '203.0.113.77')).toBe('203.0.113.77')
    expect(shortened('2001:db8::/64')).toBe('2001:db8::/48')
  })
})

describe('refusals', () => {
  const refused = (from: string, facts = { door: 'GET /x' }, by?: typeof worker) =>
    entryOf({ what: 'refused', outcome: 'refused', by, facts }, { from }, at)

  it('of the same kind by the same are one line, which says how many and until when', () => {
    const refusals = new Refusals()
    const later = new Date(at.getTime() + 30_000)
    refusals.add(refused('10.0.0.1'))
    refusals.add({ ...refused('10.0.0.1'), at: later })
    refusals.add(refused('10.0.0.1', { door: 'GET /y' }))
    expect(refusals.take().map(({ count, at, until }) => [count, at, until])).toEqual([
      [2, at, later],
      [1, at, undefined],
    ])
    expect(refusals.take()).toEqual([])
  })

  const guessed = (from: string) =>
    entryOf({ what: 'sign-in', outcome: 'refused', subject: 'a-9', facts: { code: 'wrong-credentials' } }, { from }, at)
  const sum = (lines: { count: number }[]) => lines.reduce((all, { count }) => all + count, 0)

  it('from ten thousand addresses fill some lines, the last of which counts the rest', () => {
    const refusals = new Refusals()
    for (let n = 0; n < 10_000; n++) refusals.add(refused(`10.0.${n >> 8}.${n & 255}`))
    const lines = refusals.take()
    expect([lines.length, sum(lines)]).toEqual([51, 10_000])
    expect(lines.at(-1)).toMatchObject({ count: 9_950, facts: [{ name: 'others', value: 'true' }], concerns: [] })
    expect(lines.at(-1)).not.toHaveProperty('address')
  })

  it('hide nothing, however many there are: neither a password that is guessed nor what another account tries', () => {
    const refusals = new Refusals()
    const flood = { id: 'a-2', role: 'terminal' }
    for (let n = 0; n < 200; n++) refusals.add(refused(`10.0.0.${n}`))
    for (let n = 0; n < 200; n++) refusals.add(refused('10.0.0.1', { door: `GET /${n}` }, flood))
    for (let n = 0; n < 200; n++) refusals.add(guessed(`10.0.1.${n}`))
    refusals.add(refused('10.1.1.1', undefined, worker))
    refusals.add(entryOf({ what: 'reveal', outcome: 'refused', by: flood, facts: { code: 'budget-spent' } }, {}, at))
    const lines = refusals.take()
    expect(lines.filter(({ account }) => account === 'a-1')).toMatchObject([{ count: 1, facts: [{ value: 'GET /x' }] }])
    expect(lines.filter(({ what }) => what === 'reveal')).toMatchObject([{ account: 'a-2', facts: [{ value: 'budget-spent' }] }])
    const ofFlood = lines.filter(({ account, what }) => account === 'a-2' && what === 'refused')
    expect([ofFlood.length, sum(ofFlood), ofFlood.at(-1)?.concerns]).toEqual([51, 200, ['a-2']])
    const guesses = lines.filter(({ subject }) => subject === 'a-9')
    expect([guesses.length, sum(guesses), guesses.at(-1)?.concerns]).toEqual([51, 200, ['a-9']])
  })
})

describe('the log is kept', () => {
  it('half a year, or as a later line of a city says from its day on', () => {
    expect(keptSince(at)).toEqual(new Date('2026-05-23T09:00:00+08:00'))
    const longer = { from: '2026-12-01', days: 365, source: 'a city' }
    const half = { from: '2017-06-01', days: 184, source: 'law' }
    expect(keptSince(at, [half, longer])).toEqual(keptSince(at))
    expect(keptSince(new Date('2026-12-02T00:00:00Z'), [half, longer])).toEqual(new Date('2025-12-02T00:00:00Z'))
  })
})
