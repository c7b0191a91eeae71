import { assign, type CareRequest, follow, receive, requestStates } from './request'

const now = new Date('2026-11-23T09:00:00+08:00')
const by = { id: 'staff-1', name: '刘协调', role: 'coordinator', account: 'coordinator', areaCode: '320600000000' }
const provider = { id: 'provider-1', name: '陈芳', phone: '13962900101' }
const referral = {
  id: 'event-1',
  at: now,
  data: {
    ticketId: 'ticket-1',
    number: '20261123-000001-2',
    state: 'referred' as const,
    residentIds: ['daughter', 'mother'],
    service: 'home-care' as const,
    need: '需要助浴',
    beneficiary: { residentId: 'mother', name: '王桂英' },
    areaCode: '320613004006',
    urgency: 'ordinary' as const,
    dueAt: '2026-11-30T23:59:59+08:00',
  },
}
const requested = receive(referral, ['320613004006', '320600000000']).set as CareRequest
const assigned = { ...requested, ...assign(requested, { provider, plannedAt: now }, by, now).set } as CareRequest

describe('a care request', () => {
  it('is for the one in need, once for each referral', () => {
    expect(requested).toMatchObject({ state: 'requested', source: { service: 'hotline', id: 'ticket-1' }, person: { name: '王桂英' } })
    expect(receive(referral, []).set.id).toBe(requested.id)
    expect(receive({ ...referral, id: 'event-2' }, []).set.id).not.toBe(requested.id)
  })

  it('names its visit when it is assigned, and keeps nothing of the provider but the name', () => {
    const { set, events } = assign(requested, { provider, plannedAt: now }, by, now)
    expect(set).toMatchObject({ state: 'assigned', provider: { id: 'provider-1', name: '陈芳' }, visitId: expect.any(String) })
    expect(set.provider).not.toHaveProperty('phone')
    expect(events).toEqual([
      { name: 'home-care.request-assigned', data: expect.objectContaining({ visitId: set.visitId, plannedAt: now.toISOString() }) },
    ])
    expect(set.history?.at(-1)?.by).toEqual({ id: 'staff-1', name: '刘协调', role: 'coordinator' })
  })

  it('is assigned once, and not into the past', () => {
    expect(() => assign(assigned, { provider, plannedAt: now }, by, now)).toThrow(expect.objectContaining({ code: 'illegal-transition' }))
    const minutes = (n: number) => new Date(now.getTime() + n * 60_000)
    expect(() => assign(requested, { provider, plannedAt: minutes(-6) }, by, now)).toThrow(
      expect.objectContaining({ code: 'visit-planned-in-the-past' }),
    )
    expect(assign(requested, { provider, plannedAt: minutes(-4) }, by, now).set.state).toBe('assigned')
  })

  it('follows its own visit and stays quiet otherwise', () => {
    const visit = { id: assigned.visitId as string, action: 'complete' as const, at: now, note: '已助浴' }
    expect(follow(assigned, visit)?.set).toMatchObject({ state: 'done' })
    expect(follow(assigned, { ...visit, action: 'start' })?.set.state).toBe('assigned')
    expect(follow(assigned, { ...visit, action: 'cannot-be-done' })?.set.state).toBe('not-done')
    expect(follow(assigned, { ...visit, id: 'another' })).toBeUndefined()
    expect(follow({ ...assigned, state: 'done' }, { ...visit, action: 'start' })).toBeUndefined()
  })

  it('can end from every state', () => {
    expect(requestStates.deadEnds()).toEqual([])
    expect(requestStates.unreachable('requested')).toEqual([])
  })
})
