import { isWithHotline, itemsOf } from './timeline-item'
import { type TimelineEvent, timelineEvents } from './timeline-words'

const at = new Date('2026-11-22T10:00:00+08:00')
const secrets = ['王桂英', '13800138000', '易家桥新村1幢101室', '屋顶漏水', 'K7Q2']
const [name, phone, address, text, code] = secrets

/** One that fits every contract: the fields that an event does not have are not read. */
const data = {
  residentId: 'daughter',
  residentIds: ['daughter', 'mother'],
  reporter: { residentId: 'daughter', name, phone },
  beneficiary: { residentId: 'mother', name, phone, address },
  name,
  phone,
  address,
  code,
  description: text,
  reply: text,
  reason: text,
  report: text,
  need: text,
  note: text,
  ticketId: 'ticket-1',
  needId: 'need-1',
  requestId: 'request-1',
  visitId: 'visit-1',
  number: '20261122-000001-3',
  unitName: '易家桥社区居委会',
  reached: true,
  satisfied: true,
  late: true,
}

describe('a timeline item', () => {
  it.each(timelineEvents)('%s says what happened and nobody’s personal data', (name) => {
    const [item] = itemsOf({ id: 'event-1', name, at, data })
    expect(item).toMatchObject({ type: name, service: name.split('.')[0], at })
    expect(item.summary).toMatch(/^[一-鿿，（）\d\- ]{4,}$/)
    for (const secret of secrets) expect(JSON.stringify(item)).not.toContain(secret)
  })

  it('stands in the life of everyone concerned, and is the same when the event comes again', () => {
    const event = { id: 'event-1', name: 'hotline.ticket-referred' as const, at, data }
    expect(itemsOf(event)).toMatchObject([
      { residentId: 'daughter', ref: { kind: 'ticket', id: 'ticket-1' }, summary: '已转居家养老' },
      { residentId: 'mother', ref: { kind: 'ticket', id: 'ticket-1' } },
    ])
    expect(itemsOf(event)).toEqual(itemsOf(event))
    expect(new Set(itemsOf(event).map(({ id }) => id)).size).toBe(2)
  })

  it('stands there once for a resident named twice', () => {
    const of = (...residentIds: string[]) => itemsOf({ id: 'event-1', name: 'hotline.ticket-received', at, data: { ...data, residentIds } as never })
    expect(of('daughter', 'daughter')).toHaveLength(1)
    expect(of()).toEqual([])
  })

  it('says of whom nobody has checked that it is theirs', () => {
    const items = itemsOf({ id: 'event-1', name: 'home-care.request-received', at, data: { ...data, claimed: ['mother'] } as never })
    expect(items.map(({ residentId, claimed }) => [residentId, claimed])).toEqual([
      ['daughter', undefined],
      ['mother', true],
    ])
  })

  it('is ordered by time, and within one millisecond by what was made first', () => {
    const order = (id: string, time: Date) => itemsOf({ id, name: 'hotline.ticket-received', at: time, data })[0].order
    const later = new Date(at.getTime() + 1)
    expect([order('01B', later), order('01C', at), order('01A', at)].sort()).toEqual([order('01A', at), order('01C', at), order('01B', later)])
  })
})

describe('a ticket that names a resident', () => {
  const news = (...steps: [ticket: string, type: string, state: string][]) =>
    steps
      .flatMap(([ticketId, type, state], n) =>
        itemsOf({ id: `event-${n}`, name: `hotline.ticket-${type}` as TimelineEvent, at, data: { ...data, ticketId, state } }),
      )
      .filter(({ residentId }) => residentId === 'daughter')
      .reverse()

  it('is with the hotline by the newest that is known of it', () => {
    const received: [string, string, string] = ['a', 'received', 'received']
    const dispatched: [string, string, string] = ['a', 'dispatched', 'dispatched']
    const closed: [string, string, string] = ['a', 'closed', 'closed']
    expect(isWithHotline(news(received))).toBe(true)
    expect(isWithHotline(news(received, dispatched))).toBe(false)
    expect(isWithHotline(news(received, dispatched, ['a', 'accepted', 'handling'], ['a', 'resolved', 'resolved']))).toBe(true)
    expect(isWithHotline(news(received, ['a', 'answered', 'closed'], closed))).toBe(false)
    expect(isWithHotline(news(received, ['b', 'received', 'received'], ['b', 'referred', 'referred']))).toBe(true)
    expect(isWithHotline(itemsOf({ id: 'event-1', name: 'information-network.resident-registered', at, data }))).toBe(false)
  })

  it('is with the hotline no more than it was where somebody finds out later whom it names', () => {
    expect(isWithHotline(news(['a', 'linked', 'received']))).toBe(true)
    for (const state of ['dispatched', 'handling', 'closed']) expect(isWithHotline(news(['a', 'linked', state]))).toBe(false)
    expect(isWithHotline(news(['a', 'received', 'received'], ['a', 'closed', 'closed'], ['a', 'linked', 'closed']))).toBe(false)
  })
})
