import type { Calendar, Decision } from '@yiwang/domain'
import fc from 'fast-check'
import { type Ticket, ticketStates } from './ticket'
import * as decide from './ticket-decisions'

const areas = ['320613004006', '320613004000', '320613000000', '320600000000']
const began = new Date('2026-11-23T09:00:00+08:00')
const intake: decide.Intake = {
  id: 'ticket-1',
  number: '20261123-000001-3',
  code: '01234567',
  areaCode: areas[0],
  areas,
  reporter: { name: '王小明', residentId: 'resident-1' },
  description: '楼道灯坏了三天',
  kind: 'help',
  urgency: 'ordinary',
  channel: 'phone',
  confidential: false,
  preset: 'house',
}

const calendar: Calendar = new Map([['2026', { off: [], worked: [], noticed: true }]])

type Step = (ticket: Ticket, now: Date) => Decision<Ticket>
const units = fc.constantFrom({ id: areas[0], name: '易家桥社区居委会' }, { id: 'water', name: '水利局' })
const said = fc.option(fc.boolean(), { nil: undefined })

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ solved: said, satisfied: said }).map(
    (given): Step =>
      (ticket, now) =>
        decide.answer(ticket, { reply: '好', ...given }, { now, calendar }),
  ),
  units.map(
    (unit): Step =>
      (ticket, now) =>
        decide.dispatch(ticket, unit, { now, calendar }),
  ),
  fc.constant<Step>((ticket, now) => decide.refer(ticket, { service: 'home-care', need: '助浴' }, { now, calendar })),
  fc.constant<Step>((ticket, now) => decide.accept(ticket, { now, calendar })),
  fc.constant<Step>((ticket, now) => decide.returnToHotline(ticket, '不属于本单位', { now, calendar })),
  fc.constant<Step>((ticket, now) => decide.resolve(ticket, '已办', { now, calendar })),
  fc.constant<Step>((ticket, now) => decide.resolveByCare(ticket, '已办', { now, calendar })),
  fc.constant<Step>((ticket, now) => decide.returnByCare(ticket, '无人应门', { now, calendar })),
  fc.record({ reached: fc.boolean(), satisfied: fc.boolean(), rating: fc.integer({ min: 1, max: 5 }) }).map(
    (call): Step =>
      (ticket, now) =>
        decide.callBack(ticket, call, { now, calendar }),
  ),
)

/** One step a few hours later; what cannot happen changes nothing. */
function take(ticket: Ticket, next: Step, now: Date): Ticket {
  let decision: Decision<Ticket>
  try {
    decision = next(ticket, now)
  } catch (error) {
    expect(error).toMatchObject({ code: 'illegal-transition' })
    return ticket
  }
  const after = { ...ticket, ...decision.set }
  expect(after.history).toHaveLength(ticket.history.length + 1)
  expect(after.history.slice(0, -1)).toEqual(ticket.history)
  expect(decision.events?.length).toBeGreaterThan(0)
  for (const { data } of decision.events ?? []) expect(data).toMatchObject({ ticketId: ticket.id, state: after.state })
  return after
}

describe('whatever happens to a ticket, in any order', () => {
  it('its state, deadline, lateness and readers follow from its history', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.boolean(), (steps, phoneWithheld) => {
        let ticket = decide.receive({ ...intake, reporter: { ...intake.reporter, phoneWithheld } }, { now: began, calendar }).set as Ticket
        for (const [at, next] of steps.entries()) ticket = take(ticket, next, new Date(began.getTime() + (at + 1) * 5 * 3600 * 1000))

        const { history } = ticket
        expect(ticket.state).toBe(history.at(-1)?.state)
        expect(ticket.dueAt).toEqual(history.findLast(({ dueAt }) => dueAt)?.dueAt)
        expect(ticket.late === true).toBe(history.some(({ late }) => late))
        expect(ticket.visibleTo).toEqual([...new Set(ticket.unit ? [...areas, ticket.unit.id] : areas)])
        expect(ticket.closedAt !== undefined).toBe(ticket.state === 'closed')
        if (phoneWithheld) expect(ticket.state).not.toBe('resolved')
        expect(ticketStates.actions('closed')).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})
