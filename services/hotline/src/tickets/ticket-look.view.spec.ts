import { type Role, roles, whoMay } from '@yiwang/auth'
import type { Stored } from '@yiwang/persistence'
import { shown } from '@yiwang/platform'
import { type Ticket, ticketStates } from './ticket'
import { asSeen, TicketView } from './ticket.view'
import { TicketLook } from './ticket-look.view'

const COMMUNITY = '320613004006'
const CITY = '320600000000'
const path = [{ code: COMMUNITY, name: '易家桥社区居委会' }]
const heard = { id: 'ticket-1', version: 3 }
const given = {
  ...heard,
  state: 'dispatched',
  visibleTo: [COMMUNITY, CITY, 'water'],
  unit: { id: 'water', name: '市水务局' },
  confidential: false,
  reporter: { name: '王小明', phone: '13800138000' },
  code: '12345678',
  description: '楼道灯坏了',
  history: [{ action: 'record', by: { id: 'writer', name: '王敏', role: 'worker' } }],
} as Stored<Ticket>
const ticket = (more: Partial<Ticket> = {}) => ({ ...given, ...more }) as Stored<Ticket>
const asker = (role: Role, areaCode: string, more: { unitId?: string; id?: string } = {}) => ({ id: `${role}-1`, role, areaCode, ...more })
const operator = asker('operator', CITY)
const now = new Date('2026-11-30T09:00:00+08:00')
const look = (found: Stored<Ticket> | undefined) => new TicketLook(heard, found && { ticket: found, path, now })
const told = (one: TicketLook, by = operator) => JSON.parse(one.toldTo(by).data as string)

describe('a ticket that changed', () => {
  it('is told to everybody as their door answers, whoever was told before them', () => {
    const all = ['writer', 'a', 'b'].flatMap((id) =>
      roles.flatMap((role) =>
        [CITY, COMMUNITY, '320612000000'].flatMap((area) => [undefined, 'water'].map((unitId) => asker(role, area, { unitId, id }))),
      ),
    )
    for (const confidential of [false, true])
      for (const state of ticketStates.names) {
        const one = ticket({ confidential, state })
        const looked = look(one)
        for (const by of all) {
          const answer = shown(TicketView, asSeen(one, path, by, now))
          expect(told(looked, by).ticket).toEqual(
            one.visibleTo.includes(whoMay('tickets.handle').includes(by.role) ? (by.unitId ?? by.areaCode) : by.areaCode) ? answer : null,
          )
        }
      }
  })

  it('is shown once for all who see and may the same', () => {
    const looked = look(given)
    const others = [operator, { ...operator, id: 'another' }, asker('worker', COMMUNITY), asker('worker', COMMUNITY, { id: 'another' })]
    expect(new Set(others.map((by) => looked.toldTo(by))).size).toBe(2)
    const confidential = look(ticket({ confidential: true }))
    expect(new Set([...others, asker('worker', COMMUNITY, { id: 'writer' })].map((by) => confidential.toldTo(by))).size).toBe(3)
  })

  it.each([
    ['could not be read', undefined],
    ['has steps that lie apart', ticket({ apart: 4 })],
    ['is long', ticket({ reply: '长'.repeat(33_000) })],
  ])('that %s is told by its version alone: whoever shows it asks', (_, found) => {
    expect(told(look(found))).toEqual(heard)
  })
})
