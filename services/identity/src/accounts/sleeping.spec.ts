import type { Role } from '@yiwang/auth/capabilities'
import { asleepBefore, isAsleep, use } from './sleeping'

const now = new Date('2026-11-30T09:00:00+08:00')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
const account = (usedAt?: Date, { role = 'worker' as Role, disabled = false } = {}) => ({ role, disabled, usedAt })

describe('an account that nobody uses', () => {
  it('is one whose owner did not come for as long as the line of the day says', () => {
    expect([89, 90, 91].map((days) => isAsleep(account(daysAgo(days)), now))).toEqual([false, false, true])
    expect(isAsleep(account(daysAgo(91), { disabled: true }), now)).toBe(false)
    expect(isAsleep(account(), now)).toBe(false)
    const stricter = { from: '2026-12-01', days: 30, source: 'a city' }
    const terms = [{ from: '2026-11-30', days: 90, source: 'house' }, stricter]
    expect(asleepBefore(now, terms)).toEqual(daysAgo(90))
    expect(asleepBefore(new Date('2026-12-31T09:00:00+08:00'), terms)).toEqual(new Date('2026-12-01T09:00:00+08:00'))
  })

  it('is known by one write a day, and of people alone', () => {
    expect(use(account(daysAgo(1)), now)).toEqual({ set: { usedAt: now } })
    expect(use(account(new Date('2026-11-30T00:00:01+08:00')), now)).toBeUndefined()
    expect(use(account(undefined, { role: 'terminal' }), now)).toBeUndefined()
  })
})
