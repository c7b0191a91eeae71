import { acknowledge, isNewTo, type SecurityAlarm, see } from './alarm'

const now = new Date('2026-11-30T10:00:00+08:00')
const alarm: SecurityAlarm = { id: 'a', at: now, rule: 'reveals-spent', count: 1, minutes: 60, account: 'auditor-1', state: 'open' }

describe('an alarm', () => {
  it('is looked at by whoever it is not about', () => {
    expect(acknowledge(alarm, { id: 'auditor-2' }, '已核实', now).set).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'auditor-2' })
    expect(() => acknowledge(alarm, { id: 'auditor-1' }, '是我', now)).toThrow(expect.objectContaining({ code: 'alarm-about-oneself' }))
  })

  it('for admins is new to each until they have seen it, and never to whom it is about', () => {
    const told: SecurityAlarm = { ...alarm, state: 'told', forAdmins: true, account: 'operator-1' }
    const seen = { ...told, ...see(told, { id: 'a-1' })?.set }
    expect([told, seen].map((one) => ['a-1', 'a-2', 'operator-1'].map((id) => isNewTo(one, { id })))).toEqual([
      [true, true, false],
      [false, true, false],
    ])
    expect(see(seen, { id: 'a-1' })).toBeUndefined()
    expect(see(seen, { id: 'a-2' })?.set.seen).toEqual(['a-1', 'a-2'])
    expect(isNewTo(alarm, { id: 'a-1' })).toBe(false)
    expect(() => acknowledge(told, { id: 'auditor-2' }, '已核实', now)).toThrow(expect.objectContaining({ code: 'illegal-transition' }))
  })
})
