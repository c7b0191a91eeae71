import { hashOf } from '../secrets'
import { choosePin, grouped, isLive, issueCard, newCardCode, readCardCode, recordCardPin, requireGoodPin, revokeCard } from './card'
import type { ResidentAccount } from './resident-account'

const now = new Date('2026-12-01T09:00:00+08:00')
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const DAY = 24 * 60
const worker = { id: 'w', name: '顾建华', role: 'worker', account: 'worker' }
const account: ResidentAccount = { id: 'r', name: '王桂英', areaCode: 'c', areas: ['c'], sessionsFrom: now, createdAt: now }
const issued: ResidentAccount = { ...account, ...issueCard(account, 'hash', worker, now).set }
const used: ResidentAccount = { ...issued, ...choosePin(issued, 'hash', 'pin hash', now).set }

const guessed = (times: number, at = (n: number) => after(n * 20)) => {
  let one = used
  for (let n = 0; n < times; n++) one = { ...one, ...recordCardPin(one, 'hash', false, at(n))?.set }
  return one
}

describe('the code of a card', () => {
  it('is read however it was typed, and is nothing else', () => {
    const code = newCardCode()
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/)
    for (const typed of [code, grouped(code), code.toLowerCase(), ` ${grouped(code)} `]) expect(readCardCode(typed)).toBe(code)
    expect(readCardCode('OIL0-0000-0000-0000')).toBe('0110000000000000')
    for (const typed of ['', '1234', `${code}0`, 'UUUU-UUUU-UUUU-UUUU']) expect(readCardCode(typed)).toBeUndefined()
    expect(hashOf(code)).not.toContain(code)
  })
})

describe('a card', () => {
  it('says who handed it out, and is for two weeks only until it is used, then for its year', () => {
    expect(issued.card?.issuedBy).toEqual({ id: 'w', name: '顾建华', role: 'worker' })
    expect(isLive(issued.card, after(14 * DAY - 1))).toBe(true)
    expect(isLive(issued.card, after(14 * DAY))).toBe(false)
    expect(isLive(used.card, after(365 * DAY - 1))).toBe(true)
    expect(isLive(used.card, after(365 * DAY))).toBe(false)
  })

  it('takes the place of the one before', () => {
    const next: ResidentAccount = { ...used, ...issueCard(used, 'next', worker, after(1)).set }
    expect([issued.sessionsFrom, next.sessionsFrom]).toEqual([now, after(1)])
    expect(() => recordCardPin(next, 'hash', true, now)).toThrow('wrong-card')
    expect(next.card?.pinHash).toBeUndefined()
  })

  it('is given its PIN once', () => {
    expect(() => choosePin(used, 'hash', 'another', now)).toThrow('wrong-card')
    expect(() => choosePin(issued, 'other', 'pin', now)).toThrow('wrong-card')
    expect(() => choosePin(issued, 'hash', 'pin', after(14 * DAY))).toThrow('wrong-card')
  })

  it('waits a quarter of an hour after each fifth wrong PIN, also for the right one, and ends with the twentieth', () => {
    const locked = guessed(5, () => now)
    expect(() => recordCardPin(locked, 'hash', true, after(14))).toThrow(expect.objectContaining({ code: 'card-locked' }))
    expect(recordCardPin(locked, 'hash', true, after(15))?.set.card).toMatchObject({ wrong: 0 })
    expect(isLive(guessed(19).card, now)).toBe(true)
    expect(isLive(guessed(20).card, now)).toBe(false)
  })

  it('writes nothing where the right PIN comes as ever', () => {
    expect(recordCardPin(used, 'hash', true, now)).toBeUndefined()
  })

  it('that is revoked ends what was begun with it', () => {
    expect(revokeCard(used, after(1))).toEqual({ set: { card: undefined, sessionsFrom: after(1) } })
    expect(revokeCard(account, now)).toBeUndefined()
  })
})

describe('a PIN', () => {
  it.each(['000000', '123456', '654321', '456789'])('is not %s', (pin) => {
    expect(() => requireGoodPin(pin)).toThrow('weak-pin')
  })
  it.each(['135790', '112233', '890123', '102938'])('may be %s', (pin) => {
    expect(() => requireGoodPin(pin)).not.toThrow()
  })
})
