import { type Account, changeAccount, openAccount } from './account'
import { recordAttempt } from './attempts'
import { hashPassword, passwordMatches } from './passwords'

const now = new Date('2026-11-23T09:00:00+08:00')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const wanted = {
  account: 'Zhou.Min',
  name: '周敏',
  role: 'operator' as const,
  areaCode: '320600000000',
  areas: ['320600000000'],
  passwordHash: 'hash',
}
const opened = openAccount(wanted, now).set as Account
const after = (account: Account, correct: boolean, at = now): Account => ({ ...account, ...recordAttempt(account, correct, at)?.set })
const guessed = (times: number, account = opened): Account => (times ? guessed(times - 1, after(account, false)) : account)

describe('an account', () => {
  it('opens enabled, and is looked up whatever its capitals', () => {
    expect(opened).toMatchObject({ account: 'Zhou.Min', login: 'zhou.min', disabled: false, failures: 0, sessionsFrom: now })
  })

  it('ends its sessions with a new password or when disabled, not with a new name', () => {
    expect(changeAccount({ name: '周敏敏' }, later(1)).set).toEqual({ name: '周敏敏' })
    expect(changeAccount({ disabled: false }, later(1)).set).toEqual({ disabled: false })
    expect(changeAccount({ disabled: true }, later(1)).set).toEqual({ disabled: true, sessionsFrom: later(1) })
    expect(changeAccount({ passwordHash: 'new' }, later(1)).set).toEqual({
      passwordHash: 'new',
      failures: 0,
      lockedUntil: undefined,
      sessionsFrom: later(1),
    })
  })
})

describe('an attempt to sign in', () => {
  it('leaves nothing behind when the first is right', () => {
    expect(recordAttempt(opened, true, now)).toBeUndefined()
  })

  it('counts until the fifth locks for 15 minutes', () => {
    expect(guessed(4)).toMatchObject({ failures: 4 })
    expect(guessed(4).lockedUntil).toBeUndefined()
    expect(guessed(5)).toMatchObject({ failures: 0, lockedUntil: later(15) })
  })

  it.each([true, false])('hears nothing of a locked account (right: %s)', (correct) => {
    expect(() => recordAttempt(guessed(5), correct, later(14.99))).toThrow(
      expect.objectContaining({ code: 'account-locked', details: { retryAfter: 1 } }),
    )
  })

  it('starts anew when the lock is over, and when the right one came', () => {
    expect(after(guessed(5), false, later(15))).toMatchObject({ failures: 1 })
    expect(after(guessed(5), true, later(15))).toMatchObject({ failures: 0, lockedUntil: undefined })
    expect(after(guessed(4), true)).toMatchObject({ failures: 0 })
  })

  it('learns that the account is disabled only by the right password', () => {
    const disabled = { ...opened, disabled: true }
    expect(() => recordAttempt(disabled, true, now)).toThrow(expect.objectContaining({ code: 'account-disabled' }))
    expect(recordAttempt(disabled, false, now)?.set).toEqual({ failures: 1 })
  })
})

describe('a password', () => {
  it('is kept as argon2id at the cost that OWASP names, and matches however its characters are composed', async () => {
    const hash = await hashPassword('caf\u00e9 口令')
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await passwordMatches(hash, 'cafe\u0301 口令')).toBe(true)
    expect(await passwordMatches(hash, 'cafe 口令')).toBe(false)
  })
})
