import { allowedActions, complete, fill, giveUp, plan, start, type Visit, visitStates } from './visit'

const now = new Date('2026-11-23T09:00:00+08:00')
const by = { id: 'staff-2', name: '陈芳', role: 'provider' as const }
const request = {
  source: { service: 'hotline', id: 'ticket-1' },
  residentIds: ['mother'],
  need: '助浴',
  areaCode: '320613004006',
  areas: ['320613004006'],
  person: { name: '王桂英', address: '易家桥 1 号' },
}
const wanted = { id: 'visit-1', requestId: 'request-1', providerId: 'provider-1', plannedAt: now, at: now }
const planned = plan(wanted, request).set as Visit
const begun = { ...planned, ...start(planned, by, now).set } as Visit
const named = (events: { name: string }[] | undefined) => events?.map(({ name }) => name)

describe('a visit', () => {
  it('takes what the request did not say from the register, and nothing else', () => {
    const { person } = plan(wanted, request, { phone: '13800138000', address: 'elsewhere' }).set as Visit
    expect(person).toEqual({ name: '王桂英', phone: '13800138000', address: '易家桥 1 号' })
  })

  it('is filled in by what comes to be known, as long as it goes on', () => {
    const known = { phone: '13800138000', address: 'elsewhere' }
    expect(fill(planned, known)?.set.person).toEqual({ name: '王桂英', phone: '13800138000', address: '易家桥 1 号' })
    const { set } = complete(begun, '已助浴', by, now)
    for (const one of [
      { ...begun, ...set },
      { ...planned, person: { name: '王桂英', ...known } },
    ])
      expect(fill(one, known)).toBeUndefined()
  })

  it('starts however late it is, then is completed with a report', () => {
    const late = new Date(now.getTime() + 30 * 24 * 3600_000)
    expect(start(planned, by, late).set).toMatchObject({ state: 'in-service', startedAt: late })
    const { set, events } = complete(begun, '已助浴', by, late)
    expect(set).toMatchObject({ state: 'completed', report: '已助浴', endedAt: late })
    expect(named(events)).toEqual(['home-care.visit-completed'])
    expect(set.history?.map(({ action }) => action)).toEqual(['plan', 'start', 'complete'])
  })

  it('can be given up before and after it began, not after it ended', () => {
    for (const visit of [planned, begun]) expect(named(giveUp(visit, '无人应门', by, now).events)).toEqual(['home-care.visit-not-done'])
    const ended = { ...begun, ...complete(begun, '好', by, now).set } as Visit
    expect(() => giveUp(ended, '无人应门', by, now)).toThrow(expect.objectContaining({ code: 'illegal-transition' }))
  })

  it('is not completed before it began: nothing is ticked off in passing', () => {
    expect(() => complete(planned, '好', by, now)).toThrow(expect.objectContaining({ code: 'illegal-transition' }))
    expect(() => start(begun, by, now)).toThrow(expect.objectContaining({ code: 'illegal-transition' }))
  })

  it('offers its provider what the table holds, and others nothing', () => {
    expect(allowedActions(planned, by, now)).toEqual(['start', 'cannot-be-done', 'reveal'])
    expect(allowedActions(begun, by, now)).toEqual(['complete', 'cannot-be-done', 'reveal'])
    expect(allowedActions(begun, { role: 'coordinator' }, now)).toEqual([])
  })

  it('shows where somebody lives until seven days after its end, however late it ends', () => {
    const DAY = 24 * 3600_000
    const late = new Date(now.getTime() + 30 * DAY)
    expect(allowedActions(planned, by, late)).toContain('reveal')
    for (const ended of [complete(begun, '好', by, late), giveUp(planned, '无人应门', by, late)]) {
      const visit = { ...begun, ...ended.set } as Visit
      const after = (days: number) => allowedActions(visit, by, new Date(late.getTime() + days * DAY))
      expect([after(0), after(6.99), after(7)]).toEqual([['reveal'], ['reveal'], []])
    }
  })

  it('can end from every state', () => {
    expect(visitStates.deadEnds()).toEqual([])
    expect(visitStates.unreachable('planned')).toEqual([])
  })
})
