import type { Staff } from '@yiwang/auth'
import type { Calendar, Decision } from '@yiwang/domain'
import { type Ticket, ticketStates } from './ticket'
import * as decide from './ticket-decisions'

const monday = new Date('2026-11-23T09:00:00+08:00')
const thursday = new Date('2026-11-26T10:00:00+08:00')
const december = new Date('2026-12-02T10:00:00+08:00')
const operator: Staff = { id: 'staff-1', account: 'operator', name: '李敏', role: 'operator', areaCode: '320600000000' }
const committee = { id: '320613004006', name: '易家桥社区居委会' }
const intake: decide.Intake = {
  id: 'ticket-1',
  number: '20261123-000001-3',
  code: '01234567',
  areaCode: '320613004006',
  areas: ['320613004006', '320613004000', '320613000000', '320600000000'],
  reporter: { name: '王小明', phone: '13800138000', residentId: 'resident-1' },
  description: '楼道灯坏了三天',
  kind: 'help',
  urgency: 'ordinary',
  channel: 'phone',
  confidential: false,
  preset: 'house',
}

const calendar: Calendar = new Map([['2026', { off: [], worked: [], noticed: true }]])
const at = (now: Date) => ({ by: operator, now, calendar })
const byCare = { now: thursday, calendar }
const names = ({ events = [] }: Decision<Ticket>) => events.map(({ name }) => name)
const first = ({ events = [] }: Decision<Ticket>) => events[0].data
/** A ticket after one decision upon another. */
const life = (...steps: ((ticket: Ticket) => Decision<Ticket>)[]): Ticket => {
  const ticket = decide.receive(intake, at(monday)).set as Ticket
  for (const step of steps) Object.assign(ticket, step(ticket).set)
  return ticket
}

const dispatched = (ticket: Ticket) => decide.dispatch(ticket, committee, at(monday))
const accepted = (ticket: Ticket) => decide.accept(ticket, at(monday))
const resolved = (ticket: Ticket) => decide.resolve(ticket, '已更换灯泡', at(thursday))
const referred = (ticket: Ticket) => decide.refer(ticket, { service: 'home-care', need: '助浴' }, at(monday))
const unhappy = (ticket: Ticket) => decide.callBack(ticket, { reached: true, solved: false, satisfied: false, rating: 2 }, at(thursday))

describe('a ticket', () => {
  it('can end from every state, and every state can be reached', () => {
    expect(ticketStates.deadEnds()).toEqual([])
    expect(ticketStates.unreachable('received')).toEqual([])
  })

  it('is received with its deadline, seen by its area and every area above', () => {
    const { set, events } = decide.receive(intake, at(monday))
    const due = new Date('2026-11-30T23:59:59+08:00')
    expect(set).toMatchObject({ state: 'received', dueAt: due, dueProvisional: false, visibleTo: intake.areas })
    expect(set.history).toEqual([
      { at: monday, action: 'receive', state: 'received', by: { id: 'staff-1', name: '李敏', role: 'operator' }, dueAt: due },
    ])
    expect(events).toMatchObject([
      { name: 'hotline.ticket-received', data: { ticketId: 'ticket-1', state: 'received', residentIds: ['resident-1'] } },
    ])
  })

  describe('whose reporter keeps the number back and is not to be called', () => {
    const withheld = { ...intake, reporter: { name: '王小明', phoneWithheld: true } }
    const received = (more: Partial<decide.Intake> = {}) => decide.receive({ ...withheld, ...more }, at(monday)).set as Ticket
    const after = (ticket: Ticket, ...steps: ((ticket: Ticket) => Decision<Ticket>)[]): Ticket => {
      for (const step of steps) Object.assign(ticket, step(ticket).set)
      return ticket
    }

    it('ends with the reply: there is no call to wait for', () => {
      const answered = decide.answer(received(), { reply: '今晚恢复' }, at(thursday))
      expect(answered.set).toMatchObject({ state: 'closed', reply: '今晚恢复', closedAt: thursday, late: false })
      expect(names(answered)).toEqual(['hotline.ticket-answered', 'hotline.ticket-closed'])

      const handled = decide.resolve(after(received(), dispatched, accepted), '已办', at(thursday))
      expect(handled.set).toMatchObject({ state: 'closed', closedAt: thursday, resolvedAt: thursday })
      expect(names(handled)).toEqual(['hotline.ticket-resolved', 'hotline.ticket-closed'])

      const visited = decide.resolveByCare(after(received({ beneficiary: { name: '王桂英' } }), referred), '已上门', byCare)
      expect(visited.set).toMatchObject({ state: 'closed', closedAt: thursday })
    })

    it('waits for a call where the one in need has a number', () => {
      const ticket = received({ beneficiary: { name: '王桂英', phone: '13900000001' } })
      expect(decide.answer(ticket, { reply: '今晚恢复' }, at(thursday)).set.state).toBe('resolved')
    })
  })

  it('is not received for what has yet to happen', () => {
    expect(() => decide.receive({ ...intake, occurredAt: thursday }, at(monday))).toThrow(expect.objectContaining({ code: 'occurred-in-the-future' }))
  })

  it('is closed by an answer that the caller calls solved, and resolved by any other', () => {
    const solved = decide.answer(life(), { reply: '六点前恢复供水', solved: true, satisfied: true }, at(monday))
    expect(solved.set).toMatchObject({ state: 'closed', late: false, satisfied: true, resolvedAt: monday, closedAt: monday })
    expect(names(solved)).toEqual(['hotline.ticket-answered', 'hotline.ticket-closed'])

    const open = decide.answer(life(), { reply: '六点前恢复供水' }, at(monday))
    expect(open.set).toMatchObject({ state: 'resolved', reply: '六点前恢复供水' })
    expect(open.set.closedAt).toBeUndefined()
    expect(names(open)).toEqual(['hotline.ticket-answered'])
  })

  it('is seen by the unit that it is with, and no longer once that has returned it', () => {
    const away = life((ticket) => decide.dispatch(ticket, { id: 'water', name: '水务局' }, at(monday)))
    expect(away).toMatchObject({ areaCode: intake.areaCode, unit: { id: 'water' }, visibleTo: [...intake.areas, 'water'] })
    expect(life(dispatched).visibleTo).toEqual(intake.areas)

    const back = decide.returnToHotline(away, '不属于本单位职责', at(thursday))
    expect(back.set).toMatchObject({ state: 'returned', unit: undefined, visibleTo: intake.areas })
    expect(first(back)).toMatchObject({ reason: '不属于本单位职责', state: 'returned' })
  })

  it.each([
    ['in time', new Date('2026-11-30T23:59:59+08:00'), false],
    ['late', new Date('2026-12-01T00:00:00+08:00'), true],
  ])('is resolved %s', (_, now, late) => {
    const done = decide.resolve(life(dispatched, accepted), '已更换灯泡', at(now))
    expect(done.set).toMatchObject({ state: 'resolved', late, resolvedAt: now })
    expect(first(done)).toMatchObject({ late })
  })

  describe('called back', () => {
    it('closes for a satisfied resident', () => {
      const call = decide.callBack(life(dispatched, accepted, resolved), { reached: true, solved: true, satisfied: true, rating: 5 }, at(thursday))
      expect(call.set).toMatchObject({ state: 'closed', satisfied: true, rating: 5, closedAt: thursday })
      expect(names(call)).toEqual(['hotline.ticket-called-back', 'hotline.ticket-closed'])
    })

    it('goes back to the unit that handled it, with a new term in its history', () => {
      const ticket = life(dispatched, accepted, resolved, unhappy)
      const due = new Date('2026-12-03T23:59:59+08:00')
      expect(ticket).toMatchObject({ state: 'handling', unit: committee, dueAt: due, satisfied: false, late: false })
      expect(ticket.resolvedAt).toBeUndefined()
      expect(ticket.history.at(-1)).toMatchObject({ action: 'call-back', state: 'handling', dueAt: due })
    })

    it('goes back to the hotline where no unit handled it', () => {
      const answered = (ticket: Ticket) => decide.answer(ticket, { reply: '请稍候' }, at(monday))
      expect(life(answered, unhappy).state).toBe('returned')
    })

    it('in vain changes nothing and is recorded', () => {
      const ticket = life(dispatched, accepted, resolved)
      const call = decide.callBack(ticket, { reached: false, satisfied: true, rating: 5, note: '无人接听' }, at(thursday))
      expect(Object.keys(call.set)).toEqual(['history'])
      expect(call.set.history?.at(-1)).toMatchObject({ action: 'call-back', state: 'resolved', note: '无人接听' })
      expect(first(call)).not.toHaveProperty('satisfied')
    })

    it('must say whether the resident is satisfied, which "solved" does not', () => {
      const call = (said: object) => decide.callBack(life(dispatched, accepted, resolved), { reached: true, ...said }, at(thursday))
      expect(() => call({ solved: true })).toThrow(expect.objectContaining({ code: 'satisfaction-missing', details: { field: 'satisfied' } }))
      expect(call({ solved: false }).set).toMatchObject({ state: 'handling', satisfied: false })
    })

    it('stays late once it was late, however punctual the second term', () => {
      const late = (ticket: Ticket) => decide.resolve(ticket, '已更换灯泡', at(december))
      const again = (ticket: Ticket) => decide.callBack(ticket, { reached: true, satisfied: false }, at(december))
      const ticket = life(dispatched, accepted, late, again, late)
      expect(ticket.late).toBe(true)
      expect(ticket.history.filter(({ action }) => action === 'resolve').map((entry) => entry.late)).toEqual([true, false])
    })
  })

  describe('referred to home care', () => {
    it('is for the beneficiary, or else for the reporter', () => {
      const forMother = { ...life(), beneficiary: { name: '王秀英', address: '易家桥新村 5 幢 302', residentId: 'resident-2' } }
      expect(first(referred(forMother))).toMatchObject({
        beneficiary: { name: '王秀英', residentId: 'resident-2' },
        residentIds: ['resident-1', 'resident-2'],
      })
      expect(first(referred(life()))).toMatchObject({ beneficiary: { name: '王小明' }, need: '助浴' })
    })

    it('is resolved by the report, or returned with the reason, by nobody of the hotline', () => {
      const done = decide.resolveByCare(life(referred), '已完成助浴', byCare)
      expect(done.set).toMatchObject({ state: 'resolved', reply: '已完成助浴', late: false })
      expect(done.set.history?.at(-1)).not.toHaveProperty('by')
      expect(decide.returnByCare(life(referred), '无人应门', byCare).set).toMatchObject({ state: 'returned' })
      expect(life(referred, (ticket) => decide.resolveByCare(ticket, '已完成助浴', byCare), unhappy).state).toBe('returned')
    })
  })

  it('keeps its deadline through everything but a reopening', () => {
    const { dueAt } = life()
    const returned = (ticket: Ticket) => decide.returnToHotline(ticket, '不属于本单位职责', at(thursday))
    expect(life(dispatched, returned, referred, (ticket) => decide.returnByCare(ticket, '无人应门', byCare), dispatched, accepted).dueAt).toEqual(
      dueAt,
    )
  })

  it('is measured by the calendar that is known when the reply comes, where its deadline was provisional', () => {
    const guessed = { ...life(dispatched, accepted), dueAt: monday, dueProvisional: true }
    expect(decide.resolve(guessed, '已更换灯泡', at(thursday)).set).toMatchObject({
      late: false,
      dueAt: new Date('2026-11-30T23:59:59+08:00'),
      dueProvisional: false,
    })
  })

  it('does not tell others who reported in confidence', () => {
    const { events } = decide.receive({ ...intake, confidential: true, beneficiary: { name: '王秀英', residentId: 'resident-2' } }, at(monday))
    expect(events?.[0].data).toMatchObject({ residentIds: ['resident-2'] })
  })

  describe('that is about somebody', () => {
    const about = { id: 'water', name: '市水务局' }
    const against = (kind: Ticket['kind'], more: Partial<decide.Intake> = {}) => decide.receive({ ...intake, kind, ...more }, at(monday))

    it('is confidential where it reports on them, and where it complains only if that is asked for', () => {
      expect([against('report'), against('complaint'), against('complaint', { about })].map(({ set }) => set.confidential)).toEqual([
        true,
        false,
        false,
      ])
      expect(against('complaint', { about }).set.about).toEqual(about)
      expect(() => against('help', { about })).toThrow(expect.objectContaining({ code: 'about-nobody', details: { field: 'about' } }))
    })

    it('names its reporter in no event, nor to those who visit', () => {
      for (const received of [against('report'), against('complaint', { about })]) {
        expect(first(received)).toMatchObject({ residentIds: [] })
        const refer = () => decide.refer(received.set as Ticket, { service: 'home-care', need: '助浴' }, at(monday))
        expect(refer).toThrow(expect.objectContaining({ code: 'beneficiary-missing' }))
      }
      expect(first(against('complaint'))).toMatchObject({ residentIds: ['resident-1'] })
    })

    it('of a version before is told of as it would be now', () => {
      const before = { ...(against('report').set as Ticket), confidential: false }
      expect(first(decide.dispatch(before, committee, at(monday)))).toMatchObject({ residentIds: [] })
    })
  })

  it.each(Object.entries({ dispatched, accepted, resolved, referred, unhappy }))('that is closed cannot be %s', (_, step) => {
    const closed = life((ticket) => decide.answer(ticket, { reply: '好', solved: true }, at(monday)))
    expect(() => step(closed)).toThrow(expect.objectContaining({ code: 'illegal-transition' }))
  })
})
