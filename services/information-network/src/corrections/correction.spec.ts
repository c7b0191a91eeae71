import type { Staff } from '@yiwang/auth'
import type { Resident } from '../residents/resident'
import { accept, type Correction, clear, correctionStates, eraseFrom, follow, overtake, propose, refuse, withdraw } from './correction'

const now = new Date('2026-12-01T09:00:00+08:00')
const after = (days: number) => new Date(now.getTime() + days * 24 * 3600_000)
const place = { areaCode: '320613004006', areas: ['320613004006', '320613004000', '320613000000', '320600000000'] }
const resident = { id: 'resident-1', name: '王桂英', phone: '13800138000', address: '易家桥新村1幢', ...place, version: 3 } as Resident & {
  version: number
}
const themself = { id: 'resident-1', name: '王桂英', role: 'resident' }
const worker = { id: 'worker-1', account: 'worker', name: '李敏', role: 'worker', areaCode: place.areaCode } as Staff
const proposed = (by = themself) => propose({ field: 'phone', value: '13900139000', note: '换号了' }, resident, 1, { by, now }).set as Correction
const refusal = (code: string) => expect.objectContaining({ code })

describe('a correction', () => {
  it('can end, and every state can be reached', () => {
    expect(correctionStates.deadEnds()).toEqual([])
    expect(correctionStates.unreachable('open')).toEqual([])
  })

  it('waits where the entry lies, with what the register had and by which door it came', () => {
    expect(proposed()).toMatchObject({ state: 'open', value: '13900139000', was: '13800138000', door: 'own', about: 'resident-1 phone', ...place })
    expect(() => propose({ field: 'phone', value: resident.phone as string }, resident, 1, { by: themself, now })).toThrow(refusal('as-registered'))
  })

  it('is accepted by another person who has seen the entry as it is, and told without the value', () => {
    const { set, events = [] } = accept(proposed(), resident, 3, worker, now)
    expect(set).toMatchObject({ state: 'accepted', was: '13800138000', decidedBy: { id: 'worker-1' } })
    expect(events).toEqual([
      { name: 'information-network.correction-accepted', data: { correctionId: expect.any(String), residentId: 'resident-1', field: 'phone' } },
    ])
    expect(() => accept(proposed(), resident, 2, worker, now)).toThrow(refusal('entry-changed'))
  })

  it.each([
    ['the resident', { ...worker, id: 'resident-1' }],
    ['by an account of theirs that says who they are', { ...worker, residentId: 'resident-1' }],
    ['by an account of theirs that bears their name', { ...worker, name: ' 王桂英' }],
  ])('is not decided by whose it is: %s', (_, by) => {
    expect(() => accept(proposed(), resident, 3, by, now)).toThrow(refusal('needs-another-person'))
    expect(() => refuse(proposed(), resident, '不', by, now)).toThrow(refusal('needs-another-person'))
  })

  it('is not decided by whoever proposed it for them', () => {
    const daughter = { id: 'daughter', name: '李红', role: 'resident' }
    for (const hers of [{ residentId: 'daughter' }, { name: '李红' }])
      expect(() => accept(proposed(daughter), resident, 3, { ...worker, ...hers }, now)).toThrow(refusal('needs-another-person'))
  })

  it('is decided once, and withdrawn only before', () => {
    const refused = { ...proposed(), ...refuse(proposed(), resident, '号码打不通', worker, now).set }
    expect(refused).toMatchObject({ state: 'refused', reason: '号码打不通' })
    for (const again of [() => accept(refused, resident, 3, worker, now), () => withdraw(refused, now)])
      expect(again).toThrow(refusal('illegal-transition'))
    expect(withdraw(proposed(), now).set).toMatchObject({ state: 'withdrawn' })
  })

  it('waits again where the entry got yet another value before it came in', () => {
    const accepted = { ...proposed(), ...accept(proposed(), resident, 3, worker, now).set }
    expect(overtake(accepted, '13700137000')?.set).toMatchObject({ state: 'open', was: '13700137000', decidedBy: undefined, clearAt: undefined })
    expect(overtake(proposed(), '13700137000')).toBeUndefined()
  })

  it('follows the entry while it waits', () => {
    const there = { id: '320612001001', ancestors: ['320612001001', '320612001000', '320612000000', '320600000000'] }
    expect(follow(proposed(), there)?.set).toEqual({ areaCode: there.id, areas: there.ancestors })
    expect(follow(proposed(), { id: place.areaCode, ancestors: place.areas })).toBeUndefined()
    expect(follow({ ...proposed(), state: 'refused' }, there)).toBeUndefined()
  })

  it('says nothing of whom it was ninety days after', () => {
    const refused = { ...proposed(), ...refuse(proposed(), resident, '王桂英的号码打不通', worker, now).set }
    expect(clear(refused, after(89))).toBeUndefined()
    const gone = JSON.stringify({ ...refused, ...clear(refused, after(90))?.set, proposedBy: 0 })
    for (const word of ['13900139000', '13800138000', '换号', '王桂英']) expect(gone).not.toContain(word)
    expect(clear(proposed(), after(900))).toBeUndefined()
  })

  it('goes with whose it is, and forgets who spoke for them', () => {
    expect(eraseFrom(proposed(), 'resident-1', now)).toEqual({ gone: true })
    const forMother = proposed({ id: 'daughter', name: '李红', role: 'resident' })
    expect(eraseFrom(forMother, 'daughter', now)).toEqual({ set: { proposedBy: { id: 'daughter', name: '已删除', role: 'resident' } } })
    expect(eraseFrom(forMother, 'somebody', now)).toBeUndefined()
  })
})
