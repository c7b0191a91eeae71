import { changeHead, done, found, type Household, join, leave, split, splitOff, withoutMember } from './household'
import { currentIn, type Member, type MemberStep, type Membership, take } from './membership'

const by = { id: 'zhou', name: '周敏', role: 'worker' }
const now = new Date('2026-11-30T10:00:00+08:00')
const community = { id: '320613004006', ancestors: ['320613004006', '320600000000'] }
const at = (on: string) => ({ by, now, on, id: `order of ${on}` })

/** The people of some households, as their entries say. */
class People {
  readonly of = new Map<string, Membership[]>()

  /** Worked off, cut off at a step (`upTo`) and gone on with from the beginning. */
  take(steps: MemberStep[], on: string, upTo = steps.length): void {
    for (const step of [...steps.slice(0, upTo), ...steps])
      this.of.set(step.residentId, take(this.of.get(step.residentId), step, on) ?? this.of.get(step.residentId) ?? [])
  }

  members = (householdId: string): Member[] =>
    [...this.of]
      .filter(([, all]) => all.some((one) => one.householdId === householdId))
      .map(([residentId, memberships]) => ({ residentId, memberships }))

  now = (householdId: string, on: string): Record<string, string> =>
    Object.fromEntries(
      this.members(householdId).flatMap(({ residentId, memberships }) =>
        currentIn(memberships, on).flatMap((one) => (one.householdId === householdId ? [[residentId, one.role]] : [])),
      ),
    )
}

const family = () => {
  const people = new People()
  const joining = [
    { residentId: 'li', role: 'head' as const, current: [] },
    { residentId: 'wang', role: 'spouse' as const, current: [] },
    { residentId: 'son', role: 'child' as const, current: [] },
  ]
  const { set } = found({}, joining, community, 'h', at('2020-01-01'))
  const household = { ...(set as Household), ...done(set as Household, 'order of 2020-01-01')?.set } as Household
  people.take((set as Household).order?.steps ?? [], '2020-01-01')
  return { people, household }
}
const refused = (code: string, field?: string) => expect.objectContaining({ code, ...(field && { details: expect.objectContaining({ field }) }) })

describe('a household', () => {
  it('is founded with one head, and said to be once everybody is in it', () => {
    const { people, household } = family()
    expect(people.now('h', '2026-11-30')).toEqual({ li: 'head', wang: 'spouse', son: 'child' })
    expect(people.now('h', '2019-12-31')).toEqual({})
    expect(household).toMatchObject({ order: undefined, history: [{ action: 'found', state: 'open', by: { id: 'zhou' } }] })
    const nobody = [{ residentId: 'wang', role: 'spouse' as const, current: [] }]
    expect(() => found({}, nobody, community, 'h', at('2020-01-01'))).toThrow(refused('no-head', 'people'))
    const two = ['li', 'wang'].map((residentId) => ({ residentId, role: 'head' as const, current: [] }))
    expect(() => found({}, two, community, 'h', at('2020-01-01'))).toThrow(refused('several-heads', 'people'))
  })

  it('takes in whoever is in another only where it is said what becomes of that', () => {
    const { people, household } = family()
    const one = { residentId: 'niece', role: 'other-relative' as const, current: ['elsewhere'] }
    people.of.set('niece', [{ householdId: 'elsewhere', role: 'child', from: '2010-05-01' }])
    expect(() => join(household, people.members('h'), one, at('2026-01-01'))).toThrow(refused('in-another-household', 'others'))
    const { set } = join(household, people.members('h'), { ...one, others: 'leave' }, at('2026-01-01'))
    people.take(set.order?.steps ?? [], '2026-01-01')
    expect(people.of.get('niece')).toEqual([
      { householdId: 'elsewhere', role: 'child', from: '2010-05-01', until: '2026-01-01' },
      { householdId: 'h', role: 'other-relative', from: '2026-01-01' },
    ])
    expect(() => join(household, people.members('h'), { ...one, current: ['h'] }, at('2026-02-01'))).toThrow(refused('member-already'))
  })

  it('has a head after the head has died, and ends with the last', () => {
    const { people, household } = family()
    expect(() => leave(household, people.members('h'), 'li', [], at('2026-03-01'))).toThrow(refused('no-head', 'roles'))
    const roles = [
      { residentId: 'wang', role: 'head' as const },
      { residentId: 'son', role: 'child' as const },
    ]
    people.take(leave(household, people.members('h'), 'li', roles, at('2026-03-01')).set.order?.steps ?? [], '2026-03-01')
    expect(people.now('h', '2026-03-01')).toEqual({ wang: 'head', son: 'child' })
    expect(people.now('h', '2026-02-28')).toEqual({ li: 'head', wang: 'spouse', son: 'child' })

    people.take(leave(household, people.members('h'), 'son', [], at('2026-04-01')).set.order?.steps ?? [], '2026-04-01')
    const last = leave(household, people.members('h'), 'wang', [], at('2026-05-01')).set.order
    expect(last).toMatchObject({ ends: true })
    const ended = done({ ...household, order: last }, last?.id as string)
    expect(ended?.set).toMatchObject({ endedOn: '2026-05-01', order: undefined })
    expect(() => join({ ...household, ...ended?.set }, [], { residentId: 'son', role: 'head', current: [] }, at('2026-06-01'))).toThrow(
      refused('household-ended'),
    )
  })

  it('is split: each of the two has a head', () => {
    const { people, household } = family()
    const opens = { id: 'new', number: '42' }
    const son = [{ residentId: 'son', role: 'head' as const }]
    const everybody = ['li', 'wang', 'son'].map((residentId, n) => ({ residentId, role: n ? ('child' as const) : ('head' as const) }))
    expect(() => split(household, people.members('h'), { opens, people: everybody, roles: [] }, at('2026-03-01'))).toThrow(
      refused('nobody-stays', 'people'),
    )
    expect(() =>
      split(household, people.members('h'), { opens, people: [{ residentId: 'who', role: 'head' }], roles: [] }, at('2026-03-01')),
    ).toThrow(refused('not-a-member', 'people'))
    const { set } = split(household, people.members('h'), { opens, people: son, roles: [] }, at('2026-03-01'))
    const inHand = { ...household, ...set } as Household
    expect(splitOff(inHand)?.set).toMatchObject({ id: 'new', number: '42', areaCode: community.id, openedOn: '2026-03-01' })
    expect(() => join(inHand, people.members('h'), { residentId: 'x', role: 'child', current: [] }, at('2026-04-01'))).toThrow(
      refused('household-in-hand'),
    )
    people.take(set.order?.steps ?? [], '2026-03-01', 1)
    expect([people.now('h', '2026-11-30'), people.now('new', '2026-11-30')]).toEqual([{ li: 'head', wang: 'spouse' }, { son: 'head' }])
    expect(done(inHand, 'another order')).toBeUndefined()
    expect(withoutMember(inHand, 'son')).toEqual({ kept: { why: 'open' } })
    expect(withoutMember(household, 'son')).toBeUndefined()
  })

  it('is not changed for a day before what is known of it', () => {
    const { people, household } = family()
    const roles = [
      { residentId: 'wang', role: 'head' as const },
      { residentId: 'li', role: 'spouse' as const },
    ]
    expect(() => changeHead(household, people.members('h'), roles, at('2019-01-01'))).toThrow(refused('before-the-household', 'on'))
    people.take(changeHead(household, people.members('h'), roles, at('2026-03-01')).set.order?.steps ?? [], '2026-03-01')
    expect(() => changeHead(household, people.members('h'), [], at('2025-03-01'))).toThrow(refused('before-a-member', 'on'))
    expect(() => changeHead(household, people.members('h'), roles, at('2026-04-01'))).toThrow(refused('nothing-changes'))
  })
})

describe('random households', () => {
  it('hold whom a plain list of them holds, however often an order is cut off', () => {
    const random = seeded(20261130)
    const people = new People()
    const households = new Map<string, Household>()
    /** What is so, in plain words: who is what in which. */
    const plain = new Map<string, Map<string, string>>()
    let day = new Date('2000-01-01T00:00:00Z')
    for (let n = 0; n < 500; n++) {
      day = new Date(day.getTime() + 86_400_000 * Math.floor(random() * 4))
      const on = day.toISOString().slice(0, 10)
      const moment = { by, now, on, id: `order-${n}` }
      const open = [...households.values()].filter(({ endedOn }) => !endedOn)
      const household = open[Math.floor(random() * open.length)]
      const free = Array.from({ length: 40 }, (_, at) => `p${at}`).filter((id) => ![...plain.values()].some((of) => of.has(id)))
      const someone = free[Math.floor(random() * free.length)]
      const of = household && (plain.get(household.id) as Map<string, string>)
      const members = household ? people.members(household.id) : []
      const ids = [...(of?.keys() ?? [])]
      const other = ids.filter((id) => of?.get(id) !== 'head')[0]
      const kind = household ? ['found', 'join', 'leave', 'split', 'head'][Math.floor(random() * 5)] : 'found'
      try {
        if (kind === 'found' && someone) {
          const id = `h${n}`
          const { set } = found({}, [{ residentId: someone, role: 'head', current: [] }], community, id, moment)
          plain.set(id, new Map([[someone, 'head']]))
          finish({ ...(set as Household), id })
        } else if (kind === 'join' && someone) {
          const { set } = join(household, members, { residentId: someone, role: 'child', current: [] }, moment)
          of?.set(someone, 'child')
          finish({ ...household, ...set })
        } else if (kind === 'leave' && ids.length) {
          const gone = ids[Math.floor(random() * ids.length)]
          const heir = of?.get(gone) === 'head' && other ? [{ residentId: other, role: 'head' as const }] : []
          const { set } = leave(household, members, gone, heir, moment)
          of?.delete(gone)
          for (const { residentId, role } of heir) of?.set(residentId, role)
          finish({ ...household, ...set })
        } else if (kind === 'split' && other) {
          const opens = { id: `h${n}` }
          const { set } = split(household, members, { opens, people: [{ residentId: other, role: 'head' }], roles: [] }, moment)
          of?.delete(other)
          plain.set(opens.id, new Map([[other, 'head']]))
          households.set(opens.id, splitOff({ ...household, ...set })?.set as Household)
          finish({ ...household, ...set })
        } else if (kind === 'head' && other) {
          const former = ids.find((id) => of?.get(id) === 'head') as string
          const roles = [
            { residentId: other, role: 'head' as const },
            { residentId: former, role: 'parent' as const },
          ]
          const { set } = changeHead(household, members, roles, moment)
          of?.set(other, 'head').set(former, 'parent')
          finish({ ...household, ...set })
        }
      } catch (error) {
        throw new Error(`seed 20261130, order ${n} (${kind}): ${(error as Error).message}`)
      }
      for (const [id, expected] of plain) expect(people.now(id, on)).toEqual(Object.fromEntries(expected))
    }

    function finish(household: Household) {
      const order = household.order as NonNullable<Household['order']>
      people.take(order.steps, order.on, Math.floor(random() * (order.steps.length + 1)))
      households.set(household.id, { ...household, ...done(household, order.id)?.set } as Household)
    }
  })
})

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}
