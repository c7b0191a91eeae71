import type { Account } from './account'
import { LOCKED_FOR_MS, newPin, recordPin } from './pin'

const now = new Date('2026-11-23T09:00:00+08:00')
const later = new Date(now.getTime() + LOCKED_FOR_MS)
const tried = (times: number, account: Partial<Account> = {}) => {
  for (let time = 0; time < times; time++) account = { ...account, ...recordPin(account, false, now)?.set }
  return account
}

describe('the PIN of a terminal', () => {
  it('is six digits', () => {
    for (let time = 0; time < 50; time++) expect(newPin()).toMatch(/^\d{6}$/)
  })

  it('is asked for five times, then not at all for a quarter of an hour', () => {
    expect(tried(4)).toMatchObject({ pinFailures: 4 })
    expect(tried(5)).toEqual({ pinFailures: 0, pinLockedUntil: later })
    for (const correct of [true, false]) expect(() => recordPin(tried(5), correct, now)).toThrow('pin-locked')
    expect(recordPin(tried(5), true, later)?.set).toEqual({ pinFailures: 0, pinLockedUntil: undefined })
  })

  it('forgets wrong ones once the right one came, and writes nothing where there were none', () => {
    expect(recordPin(tried(3), true, now)?.set).toEqual({ pinFailures: 0, pinLockedUntil: undefined })
    expect(recordPin({}, true, now)).toBeUndefined()
  })
})
