import { type Account, openAccount } from './account'
import { givenFor, ownPassword, useGiven } from './given-password'

const now = new Date('2026-11-30T09:00:00+08:00')
const later = (hours: number) => new Date(now.getTime() + hours * 60 * 60_000)
const wanted = {
  account: 'zhou.min',
  name: '周敏',
  role: 'operator' as const,
  areaCode: '320600000000',
  areas: ['320600000000'],
  passwordHash: 'hash',
}
const given = openAccount({ ...wanted, passwordGiven: givenFor(72, now) }, now).set as Account
const over = expect.objectContaining({ code: 'given-password-over' })

describe('a password that somebody else set', () => {
  it('is good for one sign-in, within its time', () => {
    const used = { ...given, ...useGiven(given, later(71))?.set }
    expect(used.passwordGiven?.usedAt).toEqual(later(71))
    expect(() => useGiven(used, later(71))).toThrow(over)
    expect(() => useGiven(given, later(72))).toThrow(over)
  })

  it('is gone once its owner has one, and sessions elsewhere with it', () => {
    const own = { ...given, ...ownPassword('own', 'session', later(1)).set }
    expect(own).toMatchObject({ passwordHash: 'own', sessionsFrom: later(1), sessionKept: 'session' })
    expect(useGiven(own, later(1000))).toBeUndefined()
  })

  it('of an account of before is its own', () => {
    expect(useGiven(openAccount(wanted, now).set as Account, later(1000))).toBeUndefined()
  })
})
