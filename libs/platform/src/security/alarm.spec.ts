import { acknowledge, type SecurityAlarm } from './alarm'

const now = new Date('2026-11-30T10:00:00+08:00')
const alarm: SecurityAlarm = { id: 'a', at: now, rule: 'reveals-spent', count: 1, minutes: 60, account: 'auditor-1', state: 'open' }

describe('an alarm', () => {
  it('is looked at by whoever it is not about', () => {
    expect(acknowledge(alarm, { id: 'auditor-2' }, '已核实', now).set).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'auditor-2' })
    expect(() => acknowledge(alarm, { id: 'auditor-1' }, '是我', now)).toThrow(expect.objectContaining({ code: 'alarm-about-oneself' }))
  })
})
