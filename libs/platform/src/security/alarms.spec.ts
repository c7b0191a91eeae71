import type { Staff } from '@yiwang/auth'
import type { Collection, Filter } from '@yiwang/persistence'
import type { AreasService } from '../areas/areas.service'
import type { SecurityAlarm } from './alarm'
import { SecurityAlarms } from './alarms'
import type { SecurityLog } from './security-log'

const now = new Date('2026-12-01T10:00:00+08:00')
const clock = { now: () => now }
const alarm = { at: now, count: 30, minutes: 10, state: 'open' as const }
const told: SecurityAlarm = { ...alarm, id: 'told', rule: 'guessed-account', account: 'worker-1', forAdmins: true, areaCode: '320613000000' }
const ofAddress = (n: number): SecurityAlarm => ({ ...alarm, id: `address-${n}`, rule: 'guessing-address', address: `203.0.113.${n}` })

it('what admins are told is found beside any number of alarms that are the auditors’', async () => {
  const stored = [...Array.from({ length: 200 }, (_, n) => ofAddress(n)), told]
  let read = 0
  const find = async ({ forAdmins }: Filter) => {
    const items = stored.filter((one) => forAdmins === undefined || one.forAdmins === forAdmins)
    read += items.length
    return { items, next: null }
  }
  const areas = { get: async (id: string) => ({ id, ancestors: [id] }) }
  const alarms = new SecurityAlarms(
    undefined as unknown as SecurityLog,
    { find } as unknown as Collection<SecurityAlarm>,
    areas as unknown as AreasService,
    clock,
  )
  expect(await alarms.ofStaff({ id: 'admin-1', role: 'admin', areaCode: '320613000000' } as Staff)).toEqual([told])
  expect(read).toBe(1)
})
