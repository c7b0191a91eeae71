import type { DomainError } from '@yiwang/domain'
import { LocalTallies } from '../memory/tallies'
import { Budgets } from './budget'

describe('a budget', () => {
  let now: number
  let budgets: Budgets
  beforeEach(() => {
    now = Date.parse('2026-11-30T08:00:00Z')
    budgets = new Budgets(new LocalTallies(), { now: () => new Date(now) })
  })
  const later = (seconds: number) => {
    now += seconds * 1000
  }
  const refusal = (name: string, key: string, budget = { limit: 3, seconds: 3600 }) =>
    budgets.take(name, key, budget).then(
      () => undefined,
      ({ code, details }: DomainError): Record<string, unknown> => ({ code, ...details }),
    )

  it('lets so many through, and each counts for its own time', async () => {
    for (let n = 0; n < 3; n++) {
      expect(await refusal('reveal', 'account-1')).toBeUndefined()
      later(60)
    }
    expect(await refusal('reveal', 'account-1')).toEqual({ code: 'budget-spent', budget: 'reveal', first: true, retryAfter: 3420, minutes: 57 })
    later(3420)
    expect(await refusal('reveal', 'account-1')).toBeUndefined()
    expect(await refusal('reveal', 'account-1')).toMatchObject({ retryAfter: 60 })
  })

  it('is asked for without being taken, and given back', async () => {
    const require = () =>
      budgets.require('guess', 'a', { limit: 2, seconds: 3600 }).then(
        () => undefined,
        ({ code, details }: DomainError) => [code, details],
      )
    expect(await require()).toBeUndefined()
    await refusal('guess', 'a', { limit: 2, seconds: 3600 })
    for (let n = 0; n < 5; n++) expect(await require()).toBeUndefined()
    later(60)
    await refusal('guess', 'a', { limit: 2, seconds: 3600 })
    expect(await require()).toEqual(['budget-spent', { budget: 'guess', first: false, retryAfter: 3540, minutes: 59 }])
    await budgets.clear('guess', 'a')
    expect(await require()).toBeUndefined()
    expect(await refusal('guess', 'a', { limit: 2, seconds: 3600 })).toBeUndefined()
  })

  it('of a program is one for all services', async () => {
    const everywhere = new LocalTallies()
    const [one, other] = [0, 1].map(() => new Budgets(new LocalTallies(), { now: () => new Date(now) }, everywhere))
    await one.take('client', 'c', { limit: 1, seconds: 60 })
    await expect(other.take('client', 'c', { limit: 1, seconds: 60 })).rejects.toMatchObject({ code: 'budget-spent' })
    await one.take('kiosk-need', 'c', { limit: 1, seconds: 60 })
    await other.take('kiosk-need', 'c', { limit: 1, seconds: 60 })
  })

  it('is one’s own, and of one kind of thing', async () => {
    for (let n = 0; n < 3; n++) await refusal('reveal', 'account-1')
    expect(await refusal('reveal', 'account-2')).toBeUndefined()
    expect(await refusal('search', 'account-1')).toBeUndefined()
  })

  it('lets no more through where all come at once, and does not grow longer by who tries on', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => refusal('reveal', 'account-1')))
    expect(answers.filter((answer) => !answer)).toHaveLength(3)
    later(3600)
    expect(await refusal('reveal', 'account-1')).toBeUndefined()
  })

  it('says once that it is spent, and again when it is spent again', async () => {
    const tries = async () => (await Promise.all(Array.from({ length: 6 }, () => refusal('reveal', 'account-1')))).flatMap((one) => one?.first ?? [])
    expect(await tries()).toEqual([true, false, false])
    later(3600)
    expect(await tries()).toEqual([true, false, false])
  })

  describe('for what may be in vain', () => {
    const search = { limit: 10, seconds: 3600, inVain: 2 }

    it('ends after so many of these in a row', async () => {
      for (const isHit of [false, true, false, true, false, false]) {
        expect(await refusal('search', 'account-1', search)).toBeUndefined()
        if (isHit) await budgets.hit('search', 'account-1')
      }
      expect(await refusal('search', 'account-1', search)).toMatchObject({ code: 'budget-spent', first: true, retryAfter: 3600 })
      expect(await refusal('search', 'account-1', search)).toMatchObject({ first: false })
    })

    it('counts none that was refused', async () => {
      const small = { limit: 1, seconds: 3600, inVain: 2 }
      for (let n = 0; n < 5; n++) await refusal('search', 'account-1', small)
      later(3600)
      expect(await refusal('search', 'account-1', small)).toBeUndefined()
    })
  })

  it('is forgotten where it has run out', async () => {
    const tallies = new LocalTallies()
    for (let n = 0; n < 5_000; n++) await tallies.take([{ key: String(n), limit: 1 }], 1_000, now + n * 10)
    expect((tallies as unknown as { kept: Map<string, unknown> }).kept.size).toBeLessThan(1_100)
  })
})
