import { type Account, assign, changeAccount, openAccount, tell, turn } from './account'
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

describe('an account', () => {
  it('opens enabled', () => {
    expect(opened).toMatchObject({ account: 'Zhou.Min', disabled: false, sessionsFrom: now })
  })

  it('ends its sessions with a new password or when disabled, not with a new name', () => {
    expect(changeAccount(opened, { name: '周敏敏' }, later(1)).set).toEqual({ name: '周敏敏' })
    expect(changeAccount(opened, { disabled: false }, later(1)).set).toEqual({ disabled: false })
    expect(changeAccount(opened, { disabled: true }, later(1)).set).toEqual({ disabled: true, sessionsFrom: later(1) })
    expect(changeAccount(opened, { passwordHash: 'new' }, later(1)).set).toEqual({ passwordHash: 'new', sessionsFrom: later(1) })
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

describe('what others are told of accounts', () => {
  const provider = openAccount({ ...wanted, id: 'a1', role: 'provider' }, now)
  const account = provider.set as Account
  const told = { accountId: 'a1', account: 'Zhou.Min', name: '周敏', role: 'provider', areaCode: '320600000000', disabled: false }
  const news = (decision: ReturnType<typeof changeAccount> | undefined) => decision?.events?.map(({ data }) => data)

  it('is a provider’s, as it is now, and nobody else’s', () => {
    expect(news(provider)).toEqual([told])
    expect(news(changeAccount(account, { name: '周敏敏' }, now))).toEqual([{ ...told, name: '周敏敏' }])
    expect(news(changeAccount(account, { disabled: true }, now))).toEqual([{ ...told, disabled: true }])
    expect(news(openAccount(wanted, now))).toEqual([])
    expect(news(changeAccount(opened, { name: '周敏敏' }, now))).toEqual([])
  })

  it('is all places of whoever carries out visits in several, each from its day to its day', () => {
    const [here, there] = ['320600000000', '320613004006']
    const acting = { by: { id: 'a' }, line: ['a'], now, alone: false, above: (code: string) => [...new Set([code, here])] }
    const more = assign(account, { role: 'provider', areaCode: there, until: '2026-12-06' }, acting)
    const both = { ...account, ...more?.set } as Account
    expect(news(more)).toEqual([{ ...told, areaCodes: [here, there] }])
    expect(both.turnsOn).toBe('2026-12-07')
    expect(turn(both, later(13 * 24 * 60))).toBeUndefined()
    const turned = turn(both, later(14 * 24 * 60))
    expect(news(turned)).toEqual([told])
    expect(turned?.set).toMatchObject({ turnsOn: undefined, rightsAt: later(14 * 24 * 60) })
  })

  it('is no password and no PIN', () => {
    expect(news(changeAccount(account, { passwordHash: 'new', pinHash: 'new' }, now))).toBeUndefined()
  })

  it('is told once of an account of before', () => {
    const { told: _, ...before } = account
    expect(news(tell(before, now))).toEqual([told])
    expect(tell(account, now)).toBeUndefined()
  })
})
