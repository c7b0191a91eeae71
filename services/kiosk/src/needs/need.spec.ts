import { endOf, follow, type Need, register } from './need'

const terminal = { id: 'terminal-1', areaCode: '320613004006' }
const now = new Date('2026-11-23T09:00:00+08:00')
const wanted = { reporter: { name: '李梅', phone: '13800138000' }, description: '楼道灯坏了' }
const ticket = { ticketId: 'ticket-1', number: '20261123-000001-2', state: 'received' as const, residentIds: [], reply: '已派' }

describe('a need', () => {
  it('is sent to the hotline with the terminal’s place', () => {
    const { set, events } = register(wanted, terminal, now)
    expect(set).toMatchObject({ state: 'sent', terminalId: 'terminal-1', areaCode: '320613004006' })
    expect(events).toMatchObject([{ name: 'kiosk.need-registered', data: { needId: set.id, description: '楼道灯坏了' } }])
  })

  it('is for somebody whom one can call', () => {
    const by = (phones: { own?: string; theirs?: string }) =>
      register(
        { description: '送餐', reporter: { name: '李梅', phone: phones.own }, beneficiary: { name: '王桂英', phone: phones.theirs } },
        terminal,
        now,
      )
    expect(by({ theirs: '13800138000' }).events).toHaveLength(1)
    expect(() => by({})).toThrow('nobody-to-call')
  })

  it('follows its ticket, and keeps the query code that is told once', () => {
    expect(follow(ticket, now, '482913').set).toEqual({ ticketId: 'ticket-1', number: ticket.number, state: 'received', code: '482913' })
    expect(follow(ticket, now).set).not.toHaveProperty('code')
  })

  it('has ended when its ticket is closed', () => {
    const open = { state: 'received', createdAt: new Date(0) } as Need
    expect(endOf(open)).toBeUndefined()
    expect(endOf({ ...open, ...follow({ ...ticket, state: 'closed' }, now).set })).toEqual(now)
    expect(endOf({ ...open, state: 'closed' })).toEqual(open.createdAt)
  })
})
