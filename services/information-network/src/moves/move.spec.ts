import type { Staff } from '@yiwang/auth'
import type { Resident } from '../residents/resident'
import { accept, ask, follow, isHeldBy, type Move, moveStates, refuse, stateAt, turnAfter } from './move'

const now = new Date('2026-11-29T10:00:00+08:00')
const after = (days: number) => new Date(now.getTime() + days * 24 * 3600_000)
const place = (id: string, ...above: string[]) => ({ id, ancestors: [id, ...above, '320600000000'] })
const here = place('320613004006', '320613004000', '320613000000')
const there = place('320612001001', '320612001000', '320612000000')
const elsewhere = place('320613004001', '320613004000', '320613000000')
const worker = (areaCode: string) => ({ id: `worker-${areaCode}`, account: 'worker', name: '李敏', role: 'worker', areaCode }) as Staff
const asker = { by: worker(here.id), now }
const holder = { by: worker(there.id), now }
const wanted = { name: '王桂英', identityNumber: '11010519491231002X', address: '易家桥新村1幢', reason: '已搬来同住' }
const resident = { id: 'resident-1', areaCode: there.id, areas: there.ancestors } as Resident
const asked = () => ask(wanted, resident, here, 1, asker).set as Move

describe('a request to move somebody here', () => {
  it('can end, and every state can be reached', () => {
    expect(moveStates.deadEnds()).toEqual([])
    expect(moveStates.unreachable('asked')).toEqual([])
  })

  it('goes to the community that holds the entry, and to nobody else', () => {
    const move = asked()
    expect(move).toMatchObject({ ...wanted, state: 'asked', areaCode: here.id, residentId: 'resident-1', askedAt: now })
    expect([there.id, '320612000000', '320600000000', here.id, elsewhere.id].map((areaCode) => isHeldBy(move, { areaCode }))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })

  it('is kept alike for a number that is registered nowhere, and held by nobody', () => {
    const move = ask(wanted, undefined, here, 1, asker).set as Move
    expect(move).toMatchObject({ ...wanted, state: 'asked', fromAreas: [] })
  })

  it('is not made for who is registered within reach, nor with a wrong number', () => {
    const near = { ...resident, areas: here.ancestors }
    expect(() => ask(wanted, near, here, 1, asker)).toThrow(expect.objectContaining({ code: 'registered-here' }))
    expect(() => ask({ ...wanted, identityNumber: '110105194912310021' }, resident, here, 1, asker)).toThrow(
      expect.objectContaining({ code: 'invalid-identity-number' }),
    )
  })

  it('is accepted once, and tells where the entry goes', () => {
    const { set, events } = accept(asked(), holder)
    expect(set).toEqual({
      state: 'accepted',
      decidedAt: now,
      decidedBy: { id: `worker-${there.id}`, name: '李敏', role: 'worker' },
    })
    expect(events).toMatchObject([
      { name: 'information-network.move-accepted', data: { moveId: expect.any(String), residentId: 'resident-1', areaCode: here.id } },
    ])
    const again = () => accept({ ...asked(), ...set }, holder)
    expect(again).toThrow(expect.objectContaining({ code: 'illegal-transition' }))
  })

  it('is refused with a reason, and nothing moves', () => {
    const { set, events } = refuse(asked(), '仍住在本社区', holder)
    expect(set).toMatchObject({ state: 'refused', answer: '仍住在本社区' })
    expect(events).toBeUndefined()
  })

  it('is over after thirty days, and then makes room', () => {
    const move = asked()
    expect([29, 30].map((days) => stateAt(move, after(days)))).toEqual(['asked', 'expired'])
    expect(() => accept(move, { ...holder, now: after(30) })).toThrow(expect.objectContaining({ code: 'illegal-transition' }))
    expect([29, 30].map((days) => turnAfter(move, after(days)))).toEqual([1, 2])
    expect(turnAfter({ ...move, state: 'refused' }, now)).toBe(2)
    expect(turnAfter(undefined, now)).toBe(1)
  })

  it('follows the entry where it moves by another way', () => {
    expect(follow(asked(), elsewhere, now)?.set).toEqual({ fromAreas: elsewhere.ancestors })
    expect(follow(asked(), there, now)).toBeUndefined()
    expect(follow(asked(), here, now)?.set).toMatchObject({ state: 'accepted' })
    expect(follow({ ...asked(), state: 'refused' }, here, now)).toBeUndefined()
  })
})
