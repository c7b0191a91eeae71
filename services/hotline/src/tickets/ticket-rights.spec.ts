import type { Role } from '@yiwang/auth'
import type { Filter } from '@yiwang/persistence'
import { type Ticket, type TicketState, ticketStates } from './ticket'
import { allowedActions, checkRight, isVisibleTo, mayReveal, seesReporter, waitsFor, whereReporterIsSeen } from './ticket-rights'

const now = new Date('2026-11-30T09:00:00+08:00')

const areas = ['320613004006', '320613004000', '320613000000', '320600000000']
const ticket = (state: TicketState, more: Partial<Ticket> = {}) =>
  ({ state, areas, visibleTo: areas, confidential: false, history: [{ by: { id: 'writer' } }], ...more }) as Ticket
const withUnit = (state: TicketState, id: string) => ticket(state, { unit: { id, name: '承办单位' }, visibleTo: [...areas, id] })

const asker = (role: Role, areaCode: string, unitId?: string) => ({ id: `${role}-1`, role, areaCode, unitId })
const operator = asker('operator', '320600000000')
const worker = asker('worker', '320613004006')
const neighbour = asker('worker', '320613004001')
const waterBureau = asker('worker', '320613000000', 'water')

describe('who sees a ticket', () => {
  it('its area, every area above, and the unit that it is with', () => {
    expect([operator, worker, neighbour, waterBureau].map((by) => isVisibleTo(withUnit('dispatched', 'water'), by))).toEqual([
      true,
      true,
      false,
      true,
    ])
    expect(isVisibleTo(ticket('received'), waterBureau)).toBe(false)
    expect(isVisibleTo(ticket('received'), asker('operator', '320612000000', '320600000000'))).toBe(false)
  })
})

describe('what an asker may do', () => {
  it.each<[TicketState, string[]]>([
    ['received', ['answer', 'dispatch', 'refer', 'reveal']],
    ['dispatched', []],
    ['handling', []],
    ['referred', []],
    ['returned', ['dispatch', 'refer', 'reveal']],
    ['resolved', ['call-back', 'reveal']],
    ['closed', []],
  ])('an operator who did not write it down, %s: %j', (state, actions) => {
    expect(allowedActions(ticket(state), operator, now)).toEqual(actions)
  })

  it.each<[Role, Partial<Record<TicketState, string[]>>, string[]]>([
    ['operator', { received: ['answer', 'reveal'], returned: [], resolved: [] }, ['received']],
    ['dispatcher', { received: ['dispatch', 'refer'], returned: ['dispatch', 'refer'], resolved: [] }, ['received', 'returned']],
    ['callback', { received: [], returned: [], resolved: ['call-back', 'reveal'] }, ['resolved']],
    ['supervisor', { received: [], returned: [], resolved: [] }, []],
  ])('a %s who is nothing else: %j', (role, expected, waiting) => {
    const by = { ...asker(role, '320600000000'), roles: [role] }
    const states = Object.keys(expected) as TicketState[]
    expect(Object.fromEntries(states.map((state) => [state, allowedActions(ticket(state), by, now)]))).toEqual(expected)
    expect(waitsFor(by)).toEqual(waiting)
  })

  it('what waits for somebody is what waits for each of their roles', () => {
    expect(waitsFor(operator)).toEqual(['received', 'returned', 'resolved'])
    expect(waitsFor(worker)).toEqual(['dispatched', 'handling', 'received'])
  })

  it.each<[TicketState, string[]]>([
    ['received', ['answer', 'reveal']],
    ['dispatched', ['accept', 'return', 'reveal']],
    ['handling', ['resolve', 'reveal']],
    ['resolved', ['reveal']],
    ['closed', ['reveal']],
  ])("the unit's worker, %s: %j", (state, actions) => {
    expect(allowedActions(state === 'received' ? ticket(state) : withUnit(state, '320613004006'), worker, now)).toEqual(actions)
  })

  it("nothing of another unit's, nothing unseen, and coordinators and admins only look", () => {
    expect(allowedActions(withUnit('dispatched', 'water'), worker, now)).toEqual([])
    expect(allowedActions(withUnit('dispatched', 'water'), waterBureau, now)).toEqual(['accept', 'return', 'reveal'])
    expect(allowedActions(ticket('received'), neighbour, now)).toEqual([])
    expect(allowedActions(ticket('received'), asker('admin', '320600000000'), now)).toEqual([])
  })

  it('is refused as unseen, then as impossible, then as not theirs', () => {
    expect(() => checkRight(ticket('received'), neighbour, 'answer')).toThrow(expect.objectContaining({ code: 'not-found' }))
    expect(() => checkRight(ticket('received'), worker, 'accept')).toThrow(expect.objectContaining({ code: 'illegal-transition' }))
    expect(() => checkRight(withUnit('dispatched', 'water'), worker, 'accept')).toThrow(expect.objectContaining({ code: 'not-allowed' }))
    expect(() => checkRight(withUnit('dispatched', 'water'), waterBureau, 'accept')).not.toThrow()
  })
})

describe('contact details', () => {
  const DAY = 24 * 3600_000
  const after = (days: number) => new Date(now.getTime() + days * DAY)
  const closed = (more: Partial<Ticket> = {}) => ticket('closed', { closedAt: now, ...more })
  const writer = { ...operator, id: 'writer' }

  it('are for whoever wrote it down, wherever it is by now', () => {
    for (const state of ticketStates.names) expect(mayReveal(ticket(state), writer, now)).toBe(true)
  })

  it('are for whoever had it last until seven days after it was closed, and no longer', () => {
    const caller = { ...operator, id: 'caller' }
    const calledBack = closed({ history: [{ by: { id: 'writer' } }, { by: { id: 'caller' } }] as Ticket['history'] })
    for (const [one, by] of [
      [closed(), writer],
      [calledBack, caller],
      [{ ...withUnit('closed', 'water'), closedAt: now }, waterBureau],
    ] as const)
      expect([7, 6.99].map((days) => mayReveal(one, by, after(days)))).toEqual([false, true])
    expect(mayReveal(calledBack, operator, now)).toBe(false)
  })

  it('are not for the unit that it was taken back from, though it still sees it', () => {
    const returned = ticket('returned')
    expect(isVisibleTo(returned, worker)).toBe(true)
    expect(mayReveal(returned, worker, now)).toBe(false)
  })

  it.each<Role>(['coordinator', 'admin', 'provider'])('are not for every %s', (role) => {
    for (const state of ticketStates.names) expect(mayReveal(ticket(state), { ...asker(role, '320600000000'), id: 'writer' }, now)).toBe(false)
  })
})

describe('who reported', () => {
  const shownTo = (one: Ticket) => [operator, worker, waterBureau, asker('coordinator', '320600000000')].map((by) => seesReporter(one, by))

  it('in confidence, or on somebody, is shown to the hotline and to whoever wrote it down', () => {
    for (const more of [{ confidential: true }, { kind: 'report' as const }]) {
      const secret = ticket('received', more)
      expect(shownTo(secret)).toEqual([true, false, false, false])
      expect(seesReporter(secret, { ...worker, id: 'writer' })).toBe(true)
      expect(allowedActions(secret, worker, now)).toEqual(['answer'])
    }
  })

  it('is shown to all who see it, but for those whom they complain of', () => {
    const about = (id: string) => ({ ...withUnit('dispatched', 'water'), kind: 'complaint' as const, about: { id, name: '被投诉单位' } })
    expect(shownTo(about('police'))).toEqual([true, true, true, true])
    expect(shownTo(about('water'))).toEqual([true, true, false, true])
    expect(shownTo(about('320613004006'))).toEqual([true, false, true, true])
    expect(shownTo(about('320600000000'))).toEqual([true, true, true, false])
    expect(allowedActions(about('water'), waterBureau, now)).toEqual(['accept', 'return'])
    expect(seesReporter(about('water'), { ...operator, unitId: 'water' })).toBe(false)
  })

  it('is found by their telephone by those to whom they are shown', () => {
    const all = (['advice', 'help', 'complaint', 'report', 'suggestion'] as const).flatMap((kind) =>
      [undefined, 'police', 'water', '320613004006'].map((id) => ticket('received', { kind, ...(id && { about: { id, name: '' } }) })),
    )
    const meets = (one: Ticket, { kind, 'about.id': about }: Filter): boolean => {
      const id = one.about?.id
      const { exists, lt, gt } = (about ?? {}) as { exists?: boolean; lt?: string; gt?: string }
      if (kind && one.kind !== kind) return false
      if (exists === false) return id === undefined
      return about === undefined || (id !== undefined && ((lt !== undefined && id < lt) || (gt !== undefined && id > gt)))
    }
    for (const by of [operator, worker, waterBureau, neighbour, { ...operator, unitId: 'water' }])
      for (const one of all) expect(whereReporterIsSeen(by).some((where) => meets(one, where))).toBe(seesReporter(one, by))
  })
})
