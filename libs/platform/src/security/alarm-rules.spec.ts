import { type AlarmRule, alarmRules, alarmsIn, rulesOn } from './alarm-rules'
import type { Outcome, SecurityEntry, SecurityWord } from './entry'

/** A Monday. */
const now = new Date('2026-11-30T10:00:00+08:00')
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

const line = (what: SecurityWord, outcome: Outcome, more: Partial<SecurityEntry> = {}): SecurityEntry => ({
  id: 'e',
  at: minutesAgo(1),
  count: 1,
  what,
  outcome,
  concerns: [],
  facts: [],
  ...more,
})
const told = (...entries: SecurityEntry[]) => alarmsIn(entries, now).map(({ rule, about, count }) => [rule.name, about, count])
const code = (value: string) => [{ name: 'code', value }]

describe('a reason to look', () => {
  it('are many wrong passwords for one account, from wherever', () => {
    const wrong = (address: string, count: number) => line('sign-in', 'refused', { subject: 'a-1', address, count })
    expect(told(wrong('10.0.0.1', 2), wrong('10.0.0.2', 2))).toEqual([])
    expect(told(wrong('10.0.0.1', 3), wrong('10.0.0.2', 2))).toEqual([['guessed-account', 'a-1', 5]])
    expect(told(wrong('10.0.0.1', 3), { ...wrong('10.0.0.2', 2), at: minutesAgo(11) })).toEqual([])
    expect(told(wrong('10.0.0.1', 3), { ...wrong('10.0.0.2', 2), at: minutesAgo(11), until: minutesAgo(9) })).toHaveLength(1)
  })

  it('are as many as lock an account: whoever guesses at one address can be heard of no oftener', () => {
    expect(told(line('sign-in', 'refused', { subject: 'a-1', address: '10.0.0.1', count: 5 }))).toEqual([['guessed-account', 'a-1', 5]])
  })

  it('say where it is, where a line does', () => {
    const wrong = line('sign-in', 'refused', { subject: 'a-1', address: '10.0.0.1', count: 5 })
    const places = (...entries: SecurityEntry[]) => alarmsIn(entries, now).map(({ areaCode }) => areaCode)
    expect(places(wrong)).toEqual([undefined])
    expect(places({ ...wrong, count: 4 }, { ...wrong, count: 1, areaCode: '320613004006' })).toEqual(['320613004006'])
  })

  it('are many wrong passwords from one address, for whomever', () => {
    const wrong = Array.from({ length: 30 }, (_, n) => line('sign-in', 'refused', { subject: `a-${n}`, address: '10.0.0.1' }))
    expect(told(...wrong)).toEqual([['guessing-address', '10.0.0.1', 30]])
    expect(told(...wrong.slice(1))).toEqual([])
  })

  it('is one account that signs in from three networks at once', () => {
    const from = (address: string) => line('sign-in', 'done', { account: 'a-1', address })
    expect(told(from('10.0.0.1'), from('10.0.0.1'), from('10.0.0.2'))).toEqual([])
    expect(told(from('10.0.0.1'), from('10.0.0.2'), from('10.0.0.3'))).toEqual([['two-networks', 'a-1', 3]])
  })

  it('are many refusals in a moment', () => {
    const refused = (account: string, count: number) => line('refused', 'refused', { account, count, address: '10.0.0.1' })
    expect(told(refused('a-1', 59), refused('a-2', 59))).toEqual([])
    expect(told(refused('a-1', 60))).toEqual([['many-refusals', 'a-1', 60]])
  })

  it('is a budget that is spent, and no other refusal of the kind', () => {
    expect(told(line('reveal', 'refused', { account: 'a-1', facts: code('not-found') }))).toEqual([])
    expect(told(line('reveal', 'refused', { account: 'a-1', facts: code('budget-spent') }))).toEqual([['reveals-spent', 'a-1', 1]])
    expect(told(line('search', 'refused', { account: 'a-1', facts: code('budget-spent') }))).toEqual([['searches-stopped', 'a-1', 1]])
  })

  it('is an admin who was shut out, a role that one admin alone gave, and that one if they shut others out before or after', () => {
    const rights = (account: string, subject: string, state: string, at = minutesAgo(1)) =>
      line('rights', 'done', { account, subject, facts: [{ name: 'state', value: state }], at })
    expect(told(rights('a-1', 's-1', 'shut-out', minutesAgo(1500)))).toEqual([])
    expect(told(rights('a-1', 's-1', 'shut-out'), rights('a-2', 's-2', 'alone', minutesAgo(3)))).toEqual([['admin-shut-out', 's-1', 1]])
    expect(told(rights('a-1', 's-2', 'alone'))).toEqual([['given-alone', 's-2', 1]])
    expect(told(rights('a-1', 's-1', 'shut-out', minutesAgo(3 * 1440 - 1)), rights('a-1', 's-2', 'alone'))).toEqual([
      ['given-alone', 's-2', 1],
      ['alone-by-shutting-out', 'a-1', 2],
    ])
  })

  it('is a look that an auditor objects to, about whoever looked', () => {
    expect(told(line('looks', 'done', { account: 'auditor-1', subject: 'a-1', facts: code('agreed') }))).toEqual([])
    expect(told(line('looks', 'done', { account: 'auditor-1', subject: 'a-1', facts: code('objected') }))).toEqual([['look-objected', 'a-1', 1]])
  })

  it.each([
    ['2026-11-30T09:00:00+08:00', 0],
    ['2026-11-30T06:59:00+08:00', 1],
    ['2026-11-30T20:00:00+08:00', 1],
    ['2026-12-06T10:00:00+08:00', 1],
  ])('are rights given outside the hours of offices: %s', (at, count) => {
    const granted = line('rights', 'done', { account: 'a-1', at: new Date(at) })
    expect(alarmsIn([granted], new Date(at))).toHaveLength(count)
  })
})

describe('rules', () => {
  it('hold from their day on, the later line of a name in place of the earlier', () => {
    const [first] = alarmRules
    const city: AlarmRule = { ...first, from: '2027-01-01', least: 7, source: 'a city' }
    expect(rulesOn('2026-12-31', [first, city])).toEqual([first])
    expect(rulesOn('2027-01-01', [first, city])).toEqual([city])
    expect(rulesOn('2026-11-29')).toEqual([])
  })
})
