import type { Role } from '@yiwang/auth/capabilities'
import {
  type Assignment,
  actingBy,
  assignmentsOf,
  chosen,
  commonAreas,
  given,
  inForce,
  lineOf,
  requireTogether,
  standing,
  withConfirmed,
  withOneLess,
  withOneMore,
} from './assignment'

const now = new Date('2026-11-30T09:00:00+08:00')
const CITY = '320600000000'
const HERE = '320613004006'
const TODAY = '2026-11-30'
const giver = { id: 'giver' }
const giving = { by: giver, line: ['giver'], now, alone: false }
const post = (role: Role, areaCode: string, more: Partial<Assignment> = {}): Assignment => ({ id: `${role} ${areaCode}`, role, areaCode, ...more })
const before = { role: 'worker' as const, areaCode: HERE }
const holding = (...assignments: Assignment[]) => ({ id: 'whose', ...before, assignments })
const code = (code: string) => expect.objectContaining({ code })

describe('an account', () => {
  it('of before holds what its role says, at its place; an operator held all of the call centre', () => {
    expect(assignmentsOf({ role: 'worker', areaCode: CITY, unitId: 'water' })).toEqual([
      { id: 'worker', role: 'worker', areaCode: CITY, unitId: 'water' },
    ])
    expect(assignmentsOf({ role: 'operator', areaCode: CITY, assignments: [] }).map(({ role }) => role)).toEqual([
      'operator',
      'dispatcher',
      'callback',
    ])
  })

  it('may do what is in force, and nothing that waits for somebody to agree', () => {
    const account = holding(post('worker', HERE), post('admin', HERE, { unconfirmed: 'waiting' }), post('clerk', HERE, { unconfirmed: 'alone' }))
    expect(inForce(account, TODAY).map(({ role }) => role)).toEqual(['worker', 'clerk'])
    expect(actingBy(account, account.assignments[0], TODAY)).toMatchObject({ role: 'worker', roles: ['worker', 'clerk'] })
    expect(standing(account, TODAY)).toMatchObject({ adminOf: [], unconfirmed: true })
    expect(chosen(holding(post('admin', HERE, { unconfirmed: 'waiting' })), TODAY)).toBeUndefined()
  })

  it('is at one place at a time, with all roles of that place and none of another', () => {
    const account = holding(
      post('worker', HERE),
      post('liaison', CITY, { unitId: 'water' }),
      post('dispatcher', HERE),
      post('handler', CITY, { unitId: 'police' }),
      post('merchant', HERE, { organisationId: 'shop' }),
    )
    const acting = account.assignments.map((one) => actingBy(account, one, TODAY))
    expect(acting.map(({ role, roles }) => [role, ...roles])).toEqual([
      ['worker', 'worker', 'dispatcher'],
      ['liaison', 'liaison'],
      ['dispatcher', 'worker', 'dispatcher'],
      ['handler', 'handler'],
      ['merchant', 'merchant'],
    ])
    expect(acting[1]).toMatchObject({ areaCode: CITY, unitId: 'water' })
  })

  it('goes on where it was last, unless that is no more', () => {
    const account = holding(post('worker', HERE), post('clerk', CITY))
    expect(chosen(account, TODAY)?.role).toBe('worker')
    expect(chosen({ ...account, lastAssignment: `clerk ${CITY}` }, TODAY)?.role).toBe('clerk')
    expect(chosen({ ...account, lastAssignment: `clerk ${CITY}` }, TODAY, `worker ${HERE}`)?.role).toBe('worker')
    expect(chosen({ ...account, lastAssignment: 'taken away' }, TODAY, 'taken away too')?.role).toBe('worker')
  })

  it('may do what holds from one day to another on these days, and is looked at again on the next one that changes something', () => {
    const account = holding(
      post('worker', HERE),
      post('supervisor', CITY, { from: '2026-12-07', until: '2026-12-13' }),
      post('duty', HERE, { until: '2026-12-01' }),
    )
    const on = (day: string) => [inForce(account, day).map(({ role }) => role), standing(account, day).turnsOn]
    expect(on('2026-11-30')).toEqual([['worker', 'duty'], '2026-12-02'])
    expect(on('2026-12-02')).toEqual([['worker'], '2026-12-07'])
    expect(on('2026-12-07')).toEqual([['worker', 'supervisor'], '2026-12-14'])
    expect(on('2026-12-13')).toEqual([['worker', 'supervisor'], '2026-12-14'])
    expect(on('2026-12-14')).toEqual([['worker'], undefined])
    expect(actingBy(account, account.assignments[0], '2026-12-01').roles).toEqual(['worker', 'duty'])
    expect(actingBy(account, account.assignments[0], '2026-12-02').roles).toEqual(['worker'])
    expect(chosen({ ...account, lastAssignment: `supervisor ${CITY}` }, '2026-12-08')?.role).toBe('supervisor')
    expect(chosen({ ...account, lastAssignment: `supervisor ${CITY}` }, '2026-12-14')?.role).toBe('worker')
  })

  it('is its admins’ who are responsible for all that it may do', () => {
    const tree: Record<string, string[]> = { a: ['a', 'x', 'city'], b: ['b', 'x', 'city'], c: ['c', 'y', 'city'] }
    const areas = (...codes: string[]) =>
      commonAreas(
        codes.map((areaCode) => ({ areaCode })),
        (one) => tree[one],
      )
    expect([areas('a'), areas('a', 'b'), areas('a', 'b', 'c'), areas('a', 'nowhere')]).toEqual([tree.a, ['x', 'city'], ['city'], undefined])
  })
})

describe('giving a role', () => {
  it.each<[Role, boolean]>([
    ['operator', true],
    ['dispatcher', true],
    ['callback', true],
    ['supervisor', true],
    ['auditor', true],
    ['admin', true],
    ['worker', false],
    ['provider', false],
  ])('%s: to be confirmed %s', (role, confirmed) => {
    const one = given({ role, areaCode: HERE }, giving)
    expect(one).toMatchObject({ role, areaCode: HERE, givenBy: 'giver', givenAt: now })
    expect(one.unconfirmed).toBe(confirmed ? 'waiting' : undefined)
    expect(given({ role, areaCode: HERE }, { ...giving, alone: true }).unconfirmed).toBe(confirmed ? 'alone' : undefined)
  })

  it('adds to what an account of before held, once', () => {
    const after = withOneMore(before, { role: 'clerk', areaCode: HERE }, giving) as Assignment[]
    expect(after.map(({ role }) => role)).toEqual(['worker', 'clerk'])
    expect(withOneMore({ ...before, assignments: after }, { role: 'clerk', areaCode: HERE }, giving)).toBeUndefined()
    expect(withOneMore({ ...before, assignments: after }, { role: 'clerk', areaCode: CITY }, giving)).toHaveLength(3)
  })

  it('again, where nobody is left who could agree, has it in force', () => {
    const waiting = holding(post('admin', HERE, { unconfirmed: 'waiting' }))
    expect(withOneMore(waiting, { role: 'admin', areaCode: HERE }, giving)).toBeUndefined()
    expect(withOneMore(waiting, { role: 'admin', areaCode: HERE }, { ...giving, alone: true })).toMatchObject([{ unconfirmed: 'alone' }])
  })

  it('puts an auditor beside nobody', () => {
    expect(() => withOneMore(before, { role: 'auditor', areaCode: HERE }, giving)).toThrow(code('role-alone'))
    expect(() => withOneMore(holding(post('auditor', CITY)), { role: 'clerk', areaCode: HERE }, giving)).toThrow(code('role-alone'))
    expect(() => requireTogether([{ role: 'auditor' }, { role: 'auditor' }])).not.toThrow()
  })

  it('is once for the same days, and again for others', () => {
    const holiday = { role: 'supervisor' as const, areaCode: HERE, from: '2026-12-07', until: '2026-12-13' }
    const after = withOneMore(before, holiday, giving) as Assignment[]
    expect(after[1]).toMatchObject(holiday)
    expect(withOneMore({ ...before, assignments: after }, holiday, giving)).toBeUndefined()
    expect(withOneMore({ ...before, assignments: after }, { ...holiday, until: '2026-12-20' }, giving)).toHaveLength(3)
    // An auditor is beside no other role, of whom another has ended before.
    const auditor = { role: 'auditor' as const, areaCode: CITY }
    expect(withOneMore(holding(post('worker', HERE, { until: '2026-11-29' })), auditor, giving)).toHaveLength(2)
    expect(() => withOneMore(holding(post('worker', HERE, { until: '2026-11-30' })), auditor, giving)).toThrow(code('role-alone'))
  })

  it('has an end', () => {
    const many = holding(...Array.from({ length: 20 }, (_, at) => post('clerk', String(at))))
    expect(() => withOneMore(many, { role: 'clerk', areaCode: HERE }, giving)).toThrow(code('too-many-assignments'))
  })
})

describe('taking a role away', () => {
  it('leaves the others, and one at least', () => {
    const account = holding(post('worker', HERE), post('clerk', CITY))
    expect(withOneLess(account, `worker ${HERE}`)).toEqual([account.assignments[1]])
    expect(() => withOneLess(account, 'another')).toThrow(code('not-found'))
    expect(() => withOneLess(before, 'worker')).toThrow(code('last-assignment'))
    expect(withOneLess({ role: 'operator', areaCode: CITY }, 'callback').map(({ role }) => role)).toEqual(['operator', 'dispatcher'])
  })
})

describe('confirming a role', () => {
  const account = holding(post('worker', HERE), post('admin', HERE, { unconfirmed: 'waiting', givenBy: 'giver', givenAt: now }))

  it('is for another than who gave it', () => {
    expect(() => withConfirmed(account, `admin ${HERE}`, giving)).toThrow(code('needs-another-person'))
    const after = withConfirmed(account, `admin ${HERE}`, { by: { id: 'another' }, line: ['another'], now }) as Assignment[]
    expect(after[1]).toMatchObject({ role: 'admin', confirmedBy: 'another', confirmedAt: now })
    expect(standing({ ...account, assignments: after }, TODAY)).toMatchObject({ adminOf: [HERE], unconfirmed: undefined })
  })

  it('changes nothing where nothing is to be confirmed', () => {
    expect(withConfirmed(account, `worker ${HERE}`, { by: { id: 'another' }, line: ['another'], now })).toBeUndefined()
    expect(() => withConfirmed(account, 'another', { by: { id: 'another' }, line: ['another'], now })).toThrow(code('not-found'))
  })
})

describe('the word of one person', () => {
  const first = { role: 'admin' as const, areaCode: CITY }
  /** An admin whom another made alone. */
  const madeBy = (id: string, by: typeof first & { assignments?: Assignment[] }, more: Partial<Assignment> = {}) => ({
    ...first,
    assignments: [{ ...given(first, { by: { id }, line: lineOf(id, by, [CITY], TODAY), now, alone: true }), ...more }],
  })
  const b = madeBy('a', first)
  const c = madeBy('b', b)
  const confirmed = { unconfirmed: undefined, confirmedBy: 'f', confirmedAt: now }

  it('is that of everybody whom they made, in a chain, and of nobody else', () => {
    expect(lineOf('a', first, [CITY], TODAY)).toEqual(['a'])
    expect(lineOf('b', b, [CITY], TODAY)).toEqual(['b', 'a'])
    expect(lineOf('c', c, [CITY], TODAY)).toEqual(['c', 'b', 'a'])
    expect(lineOf('nobody known', undefined, [CITY], TODAY)).toEqual(['nobody known'])
  })

  it('ends where two independent people have said so, and not for those whom they made before', () => {
    expect(lineOf('b', madeBy('a', first, confirmed), [CITY], TODAY)).toEqual(['b'])
    expect(lineOf('c', madeBy('b', madeBy('a', first, confirmed)), [CITY], TODAY)).toEqual(['c', 'b'])
    // Made while b was a's word alone.
    expect(lineOf('c', c, [CITY], TODAY)).toContain('a')
  })

  it('is not ended by what somebody may do elsewhere', () => {
    const elsewhere = post('admin', HERE)
    const account = { ...b, assignments: [...b.assignments, elsewhere] }
    expect(lineOf('b', account, [CITY], TODAY)).toEqual(['b', 'a'])
    expect(lineOf('b', account, [HERE, CITY], TODAY)).toEqual(['b'])
  })

  it('confirms nothing of its own', () => {
    const asked = (by: string, line: string[]) => holding(post('operator', HERE, { unconfirmed: 'waiting', givenBy: by, givenAt: now, line }))
    const confirm = (account: ReturnType<typeof holding>, id: string, line: string[]) =>
      withConfirmed(account, `operator ${HERE}`, { by: { id }, line, now })
    for (const [by, of, id, line] of [
      ['a', ['a'], 'b', ['b', 'a']],
      ['b', ['b', 'a'], 'a', ['a']],
      ['b', ['b', 'a'], 'c', ['c', 'a']],
      // Made by whom it is for.
      ['a', ['a'], 'd', ['d', 'whose']],
    ] as const)
      expect(() => confirm(asked(by, [...of]), id, [...line])).toThrow(code('needs-independent-person'))
    expect(confirm(asked('b', ['b', 'a']), 'f', ['f', 'e'])).toMatchObject([{ confirmedBy: 'f' }])
    // Of before, when no line was written down.
    const { line: _, ...before } = asked('a', []).assignments[0]
    expect(() => confirm(holding(before), 'b', ['b', 'a'])).toThrow(code('needs-independent-person'))
  })
})
