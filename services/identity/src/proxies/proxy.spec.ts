import { agree, endingBy, endProxy, type FamilyProxy, isInForce, proxyStates, requireRoom, type Wanted } from './proxy'
import { proxyTermsAt } from './proxy-terms'

const now = new Date('2026-12-01T09:00:00+08:00')
const parties = { personId: 'mother', actingId: 'daughter' }
const wanted: Wanted = { relation: 'mother', may: ['see', 'report', 'see'], until: '2027-06-30' }
const agreed = agree(parties, wanted, { now }).set as FamilyProxy
const untilDay = (until: string) => () => agree(parties, { ...wanted, until }, { now })

describe('what is agreed with somebody who acts for another', () => {
  it('says for whom, by whom, what and how long, and is told by ids alone', () => {
    const { set, events } = agree(parties, wanted, { now, id: 'p', recordedBy: { id: 'w', name: '顾建华', role: 'worker' } })
    expect(set).toMatchObject({ ...parties, parties: ['mother', 'daughter'], may: ['see', 'report'], until: new Date('2027-06-30T23:59:59+08:00') })
    expect(set.recordedBy).toEqual({ id: 'w', name: '顾建华', role: 'worker' })
    expect(events).toEqual([
      {
        name: 'identity.proxy-agreed',
        data: {
          proxyId: 'p',
          residentId: 'mother',
          actingResidentId: 'daughter',
          may: ['see', 'report'],
          until: '2027-06-30T15:59:59.000Z',
          atCounter: true,
        },
      },
    ])
  })

  it('is for a year at most, from today on', () => {
    for (const day of ['2026-12-01', '2027-12-01']) expect(untilDay(day)).not.toThrow()
    for (const day of ['2026-11-30', '2027-12-02'])
      expect(untilDay(day)).toThrow(expect.objectContaining({ code: 'proxy-until', details: { field: 'until', last: '2027-12-01' } }))
  })

  it('is with another, and for something', () => {
    expect(() => agree({ personId: 'mother', actingId: 'mother' }, wanted, { now })).toThrow('proxy-of-oneself')
    expect(() => agree(parties, { ...wanted, may: [] }, { now })).toThrow('proxy-for-nothing')
  })

  it('is with so many, and one acts for so many', () => {
    const terms = { ...proxyTermsAt(now), mostForOne: 2, mostByOne: 2 }
    const pair = (personId: string, actingId: string) => ({ personId, actingId })
    const room =
      (...held: ReturnType<typeof pair>[]) =>
      () =>
        requireRoom(parties, held, terms)
    expect(room(pair('mother', 'son'), pair('father', 'daughter'), pair('x', 'mother'))).not.toThrow()
    expect(room(pair('mother', 'son'), pair('mother', 'x'))).toThrow(expect.objectContaining({ code: 'too-many-proxies', details: { max: 2 } }))
    expect(room(pair('father', 'daughter'), pair('x', 'daughter'))).toThrow(
      expect.objectContaining({ code: 'too-many-persons', details: { max: 2 } }),
    )
  })

  it('is in force to the end of its last day, or until somebody ends it, once', () => {
    const last = new Date('2027-06-30T23:59:58+08:00')
    expect([isInForce(agreed, last), isInForce(agreed, new Date('2027-06-30T23:59:59+08:00'))]).toEqual([true, false])
    const { set, events } = endProxy(agreed, endingBy(agreed, 'daughter'), now) ?? { set: {} }
    const ended = { ...agreed, ...set } as FamilyProxy
    expect(ended).toMatchObject({ state: 'ended', ended: 'by-proxy', endedAt: now, relation: 'mother' })
    expect(events).toMatchObject([{ name: 'identity.proxy-ended', data: { residentId: 'mother', actingResidentId: 'daughter', why: 'by-proxy' } }])
    expect(isInForce(ended, now)).toBe(false)
    expect(endProxy(ended, 'by-person', now)).toBeUndefined()
    expect(endingBy(agreed, 'mother')).toBe('by-person')
  })

  it('says no more what they were to each other where one is forgotten, whenever it ended', () => {
    expect(endProxy(agreed, 'forgotten', now)?.set).toMatchObject({ ended: 'forgotten', relation: undefined })
    const before = { ...agreed, ...endProxy(agreed, 'over', now)?.set } as FamilyProxy
    expect(endProxy(before, 'forgotten', now)).toEqual({ set: { relation: undefined } })
  })

  it('comes to an end from every state', () => {
    expect([proxyStates.deadEnds(), proxyStates.unreachable('agreed')]).toEqual([[], []])
  })
})
