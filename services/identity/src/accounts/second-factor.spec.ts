import { Secret, TOTP } from 'otpauth'
import { type Account, openAccount } from './account'
import { askReset, confirmFactor, confirmReset, newRecoveryCodes, offerFactor, type SecondFactor, uriOf, useCode } from './second-factor'

const now = new Date('2026-11-30T09:00:10+08:00')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const codeAt = (secret: string, at: Date) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() })
const wanted = { account: 'zhou.min', name: '周敏', role: 'admin' as const, areaCode: '320600000000', areas: ['320600000000'], passwordHash: 'hash' }

const recoveryCodes = newRecoveryCodes()
const offered = offerFactor(now)
const account: Account = { ...(openAccount(wanted, now).set as Account), secondFactorOffered: offered }
const confirmed = { ...account, ...confirmFactor(account, { code: codeAt(offered.secret, now), recoveryCodes, sessionId: 's' }, now).set }
const factor = confirmed.secondFactor as SecondFactor

describe('a second factor', () => {
  it('codes as RFC 6238 says', () => {
    const rfc = { secret: Secret.fromLatin1('12345678901234567890').base32, lastStep: 0, recovery: [], since: now }
    expect(useCode(rfc, '287082', new Date(59_000))).toBeDefined()
    expect(useCode(rfc, '081804', new Date(1_111_111_109_000))).toBeDefined()
  })

  it('begins once a code of it was shown, within its time, and ends other sessions', () => {
    expect(confirmed).toMatchObject({ secondFactorOffered: undefined, sessionsFrom: now, sessionKept: 's' })
    const confirm =
      (of: Account, code: string, at = now) =>
      () =>
        confirmFactor(of, { code, recoveryCodes }, at)
    expect(confirm(account, '000000')).toThrow(expect.objectContaining({ code: 'wrong-code' }))
    expect(confirm(account, codeAt(offered.secret, later(900)), later(900))).toThrow(expect.objectContaining({ code: 'no-factor-offered' }))
    expect(confirm({ ...account, secondFactorOffered: undefined }, '000000')).toThrow(expect.objectContaining({ code: 'no-factor-offered' }))
  })

  it('takes each code once, and none before it', () => {
    expect(useCode(factor, codeAt(factor.secret, now), now)).toBeUndefined()
    const next = useCode(factor, codeAt(factor.secret, later(30)), later(30)) as SecondFactor
    expect(useCode(next, codeAt(factor.secret, later(30)), later(31))).toBeUndefined()
    expect(useCode(next, codeAt(factor.secret, now), later(30))).toBeUndefined()
  })

  it('takes a code half a minute early or late, and no further', () => {
    expect(useCode(factor, codeAt(factor.secret, later(60)), later(30))).toBeDefined()
    expect(useCode(factor, codeAt(factor.secret, later(60)), later(90))).toBeDefined()
    expect(useCode(factor, codeAt(factor.secret, later(60)), later(120))).toBeUndefined()
  })

  it('takes a recovery code once, however it is typed, and keeps none', () => {
    expect(recoveryCodes).toHaveLength(10)
    expect(recoveryCodes.every((code) => /^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$/.test(code))).toBe(true)
    expect(new Set(recoveryCodes).size).toBe(10)
    const left = useCode(factor, recoveryCodes[3].toLowerCase().replaceAll('-', ' '), now) as SecondFactor
    expect(left.recovery).toHaveLength(9)
    expect(useCode(left, recoveryCodes[3], now)).toBeUndefined()
    expect(useCode(left, recoveryCodes[4], now)).toBeDefined()
    expect(JSON.stringify(factor)).not.toContain(recoveryCodes[0])
    for (const wrong of ['', '12345', '1234567', 'AAAA-BBBB']) expect(useCode(factor, wrong, now)).toBeUndefined()
  })

  describe('is taken away', () => {
    const by = (id: string) => ({ id, name: '沈涛', role: 'admin' })
    const another = expect.objectContaining({ code: 'needs-another-person' })
    const asked = { ...confirmed, ...askReset(confirmed, by('a1'), ['a1'], now).set }

    it('by two others, never by its owner', () => {
      expect(() => askReset(confirmed, by(account.id), [account.id], now)).toThrow(another)
      expect(() => confirmReset(asked, by('a1'), ['a1'], now)).toThrow(another)
      expect(() => confirmReset(asked, by(account.id), [account.id], now)).toThrow(another)
      expect(() => confirmReset(asked, by('a2'), ['a2', 'a1'], now)).toThrow(expect.objectContaining({ code: 'needs-independent-person' }))
      expect(confirmReset(asked, by('a2'), ['a2'], later(60)).set).toMatchObject({
        secondFactor: undefined,
        sessionsFrom: later(60),
        sessionKept: undefined,
      })
    })

    it('not where its owner has another since', () => {
      const moved = confirmFactor({ ...asked, secondFactorOffered: offered }, { code: codeAt(offered.secret, later(60)), recoveryCodes }, later(60))
      expect(() => confirmReset({ ...asked, ...moved.set }, by('a2'), ['a2'], later(90))).toThrow(expect.objectContaining({ code: 'no-reset-asked' }))
    })

    it('where somebody asked, in the last three days, and there is one', () => {
      const none = expect.objectContaining({ code: 'no-reset-asked' })
      expect(() => confirmReset(confirmed, by('a2'), ['a2'], now)).toThrow(none)
      expect(() => confirmReset(asked, by('a2'), ['a2'], later(3 * 24 * 3600))).toThrow(none)
      expect(() => askReset(account, by('a1'), ['a1'], now)).toThrow(expect.objectContaining({ code: 'no-second-factor' }))
    })
  })

  it('is read by an app', () => {
    expect(uriOf(factor.secret, 'zhou.min')).toBe(
      `otpauth://totp/Yiwang:zhou.min?issuer=Yiwang&secret=${factor.secret}&algorithm=SHA1&digits=6&period=30`,
    )
  })
})
