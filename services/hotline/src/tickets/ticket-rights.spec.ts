import type { Role } from '@yiwang/auth'
import type { Ticket, TicketState } from './ticket'
import { allowedActions, checkRight, isVisibleTo, seesReporter, waitsFor } from './ticket-rights'

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
    ['dispatched', ['reveal']],
    ['handling', ['reveal']],
    ['returned', ['dispatch', 'refer', 'reveal']],
    ['resolved', ['call-back', 'reveal']],
    ['closed', ['reveal']],
  ])('an operator, %s: %j', (state, actions) => {
    expect(allowedActions(ticket(state), operator)).toEqual(actions)
  })

  it.each<[Role, Partial<Record<TicketState, string[]>>, string[]]>([
    ['operator', { received: ['answer', 'reveal'], returned: ['reveal'], resolved: ['reveal'] }, ['received']],
    ['dispatcher', { received: ['dispatch', 'refer'], returned: ['dispatch', 'refer'], resolved: [] }, ['received', 'returned']],
    ['callback', { received: ['reveal'], returned: ['reveal'], resolved: ['call-back', 'reveal'] }, ['resolved']],
    ['supervisor', { received: [], returned: [], resolved: [] }, []],
  ])('a %s who is nothing else: %j', (role, expected, waiting) => {
    const by = { ...asker(role, '320600000000'), roles: [role] }
    const states = Object.keys(expected) as TicketState[]
    expect(Object.fromEntries(states.map((state) => [state, allowedActions(ticket(state), by)]))).toEqual(expected)
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
  ])("the unit's worker, %s: %j", (state, actions) => {
    expect(allowedActions(state === 'received' ? ticket(state) : withUnit(state, '320613004006'), worker)).toEqual(actions)
  })

  it("nothing of another unit's, nothing unseen, and coordinators and admins only look", () => {
    expect(allowedActions(withUnit('dispatched', 'water'), worker)).toEqual(['reveal'])
    expect(allowedActions(withUnit('dispatched', 'water'), waterBureau)).toEqual(['accept', 'return', 'reveal'])
    expect(allowedActions(ticket('received'), neighbour)).toEqual([])
    expect(allowedActions(ticket('received'), asker('admin', '320600000000'))).toEqual([])
  })

  it('is refused as unseen, then as impossible, then as not theirs', () => {
    expect(() => checkRight(ticket('received'), neighbour, 'answer')).toThrow(expect.objectContaining({ code: 'not-found' }))
    expect(() => checkRight(ticket('received'), worker, 'accept')).toThrow(expect.objectContaining({ code: 'illegal-transition' }))
    expect(() => checkRight(withUnit('dispatched', 'water'), worker, 'accept')).toThrow(expect.objectContaining({ code: 'not-allowed' }))
    expect(() => checkRight(withUnit('dispatched', 'water'), waterBureau, 'accept')).not.toThrow()
  })
})

describe('a confidential reporter', () => {
  it('is shown to operators and to whoever wrote it down', () => {
    const secret = ticket('received', { confidential: true })
    expect(seesReporter(secret, operator)).toBe(true)
    expect(seesReporter(secret, worker)).toBe(false)
    expect(seesReporter(secret, { ...worker, id: 'writer' })).toBe(true)
    expect(allowedActions(secret, worker)).toEqual(['answer'])
  })
})
