import type { Staff } from '@yiwang/auth'
import type { Resident } from '../residents/resident'
import { accept, ask, clear, clearingOf, follow, isHeldBy, lapse, type Move, moveStates, refuse, stateAt } from './move'
import { presets } from './periods'

const now = new Date('2026-11-29T10:00:00+08:00')
const after = (days: number) => new Date(now.getTime() + days * 24 * 3600_000)
const place = (id: string, ...above: string[]) => ({ id, ancestors: [id, ...above, '320600000000'] })
const here = place('320613004006', '320613004000', '320613000000')
const there = place('320612001001', '320612001000', '320612000000')
const elsewhere = place('320613004001', '320613004000', '320613000000')
const worker = (areaCode: string) => ({ id: `worker-${areaCode}`, account: 'worker', name: '李敏', role: 'worker', areaCode }) as Staff
const moment = { now, periods: presets.house }
const asker = { by: worker(here.id), ...moment }
const holder = { by: worker(there.id), ...moment }
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
    expect([there.id, '320612000000', '320600000000', here.id, elsewhere.id].map((areaCode) => isHeldBy(move, { role: 'worker', areaCode }))).toEqual(
      [true, true, true, false, false],
    )
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
      clearAt: after(90),
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

  it('is decided by whoever holds the entry when it is decided, not when it was read', () => {
    const moved = { ...asked(), ...follow(asked(), elsewhere, moment)?.set }
    for (const decide of [() => accept(moved, holder), () => refuse(moved, '仍住在本社区', holder)])
      expect(decide).toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  it('lapses where the community that asked has ended before the entry moved', () => {
    const accepted = { ...asked(), ...accept(asked(), holder).set }
    expect(lapse(accepted)?.set).toEqual({ state: 'lapsed' })
    expect(lapse({ ...accepted, state: 'lapsed' })).toBeUndefined()
  })

  it('says nothing of whom it was about ninety days after it was decided, or was over', () => {
    const refused = { ...asked(), ...refuse(asked(), '仍住在本社区', holder).set }
    expect(clear(refused, after(89))).toBeUndefined()
    const gone = { ...refused, ...clear(refused, after(90))?.set }
    expect(gone).toMatchObject({ state: 'refused', about: refused.id, clearedAt: after(90) })
    for (const word of ['王桂英', '11010519491231002X', '易家桥', '搬来', '仍住'])
      expect(JSON.stringify({ ...gone, areas: [], fromAreas: [] })).not.toContain(word)
    expect(clear(gone, after(91))).toBeUndefined()
    expect(clear(asked(), after(119))).toBeUndefined()
    expect(clear(asked(), after(120))?.set).toMatchObject({ state: 'expired' })
  })

  it('of a version before periods were data keeps those of then', () => {
    const { expiresAt: _, clearAt: __, ...old } = asked()
    expect([29, 30].map((days) => stateAt(old, after(days)))).toEqual(['asked', 'expired'])
    expect(clear(old, after(500))).toBeUndefined()
    expect(clearingOf(old, presets.house)).toEqual(after(120))
    expect(clearingOf({ ...old, decidedAt: after(3) }, presets.house)).toEqual(after(93))
  })

  it('is over after thirty days', () => {
    const move = asked()
    expect([29, 30].map((days) => stateAt(move, after(days)))).toEqual(['asked', 'expired'])
    expect(() => accept(move, { ...holder, now: after(30) })).toThrow(expect.objectContaining({ code: 'illegal-transition' }))
  })

  it('follows the entry where it moves by another way', () => {
    expect(follow(asked(), elsewhere, moment)?.set).toEqual({ fromAreas: elsewhere.ancestors })
    expect(follow(asked(), there, moment)).toBeUndefined()
    expect(follow(asked(), here, moment)?.set).toMatchObject({ state: 'accepted' })
    expect(follow({ ...asked(), state: 'refused' }, here, moment)).toBeUndefined()
    // What is over stays over, and is shown to nobody else.
    for (const place of [here, elsewhere]) expect(follow(asked(), place, { ...moment, now: after(30) })).toBeUndefined()
  })
})
