import type { Role } from '@yiwang/auth'
import { isTheirs, mayHaveMatters } from './resident-rights'

const COMMUNITY = '320613004006'
const CITY = '320600000000'
const now = new Date('2026-11-30T09:00:00+08:00')
const later = (days: number) => new Date(now.getTime() + days * 24 * 3600_000)
const asker = (role: Role, areaCode: string, more: { id?: string; unitId?: string } = {}) => ({ id: `${role}-1`, role, areaCode, ...more })
const entry = { areaCode: COMMUNITY, registeredAt: now, registeredBy: { id: 'writer', name: '李敏', role: 'operator' } }

describe('an entry of the register', () => {
  it('is its own community’s', () => {
    const all = [asker('worker', COMMUNITY), asker('worker', '320613004001'), asker('worker', '320613004000'), asker('operator', CITY)]
    expect(all.map((by) => isTheirs(entry, by, later(100)))).toEqual([true, false, false, false])
  })

  it('is no department’s of the community, nor of anybody’s there who may not reveal', () => {
    expect(isTheirs(entry, asker('worker', COMMUNITY, { unitId: 'water' }), now)).toBe(false)
    for (const role of ['coordinator', 'admin', 'provider'] as const) expect(isTheirs(entry, asker(role, COMMUNITY), now)).toBe(false)
  })

  it('is theirs who wrote it down, for seven days', () => {
    const writer = asker('operator', CITY, { id: 'writer' })
    expect([0, 6.99, 7].map((days) => isTheirs(entry, writer, later(days)))).toEqual([true, true, false])
    expect(isTheirs({ ...entry, registeredBy: undefined }, writer, now)).toBe(false)
  })

  it('may be a matter of the call centre’s, and nobody else’s', () => {
    expect((['operator', 'worker', 'coordinator', 'admin'] as const).map((role) => mayHaveMatters(asker(role, CITY)))).toEqual([
      true,
      false,
      false,
      false,
    ])
  })
})
