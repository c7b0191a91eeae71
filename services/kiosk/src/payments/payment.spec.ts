import { bookOf } from '@yiwang/ledger/rules'
import { balancesOf } from './ledger'
import { claim, hear, LEASE_MS, type Payment, paymentStates, take } from './payment'

const now = new Date('2026-11-23T09:00:00+08:00')
const seconds = (n: number) => new Date(now.getTime() + n * 1000)
const terminal = { id: 'terminal-1', areaCode: '320613004006' }
const pending = take({ biller: 'water', accountNumber: '10023456', amount: 8_850 }, 1, terminal, now).set as Payment
const asked = { ...pending, ...claim(pending, now)?.set } as Payment
const named = (decision: { events?: { name: string }[] } | undefined) => decision?.events?.map(({ name }) => name)

describe('a payment', () => {
  it('is money in the box that is owed to the biller from the first moment', () => {
    expect(pending.state).toBe('pending')
    expect(bookOf(pending.entries).balances).toMatchObject([
      { account: 'cash:terminal-1', posted: 8_850 },
      { account: 'owed-to-biller:water', posted: -8_850 },
    ])
  })

  it('is of one account, however that is typed', () => {
    const ofAccount = (accountNumber: string) => take({ biller: 'water', accountNumber, amount: 1 }, 1, terminal, now).set.account
    expect(new Set(['SZ-0001-23', 'sz000123', 'SZ0001-23'].map(ofAccount))).toEqual(new Set(['water/SZ000123']))
  })

  it('settles without moving money', () => {
    const settled = hear(asked, 'settled', seconds(1))
    expect(settled?.set).toEqual({ state: 'settled', endedAt: seconds(1) })
    expect(named(settled)).toEqual(['kiosk.payment-settled'])
  })

  it('fails by reversing the taking', () => {
    const failed = hear(asked, 'failed', seconds(1))
    expect(failed?.set).toMatchObject({ state: 'failed', reason: 'refused-by-biller' })
    expect(failed?.set.entries).toHaveLength(2)
    expect(bookOf(failed?.set.entries ?? []).balances).toEqual([])
    expect(named(failed)).toEqual(['kiosk.payment-failed'])
  })

  it('hears an answer once: the second changes nothing', () => {
    const settled = { ...asked, ...hear(asked, 'settled', now)?.set } as Payment
    for (const again of ['settled', 'failed', 'pending', 'silence'] as const) expect(hear(settled, again, seconds(5))).toBeUndefined()
  })

  it('is never decided by silence, and asked for more and more seldom', () => {
    let payment = asked
    const pauses: number[] = []
    for (let turn = 0; turn < 9; turn++) {
      payment = {
        ...payment,
        ...hear(payment, 'silence', now)?.set,
        askAt: hear(payment, 'silence', now)?.set.askAt as Date,
        asked: payment.asked + 1,
      }
      pauses.push((payment.askAt.getTime() - now.getTime()) / 1000)
    }
    expect(payment.state).toBe('pending')
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
  })

  it('is asked for by one at a time; after a crash the right to ask runs out', () => {
    expect(claim(asked, seconds(1))).toBeUndefined()
    expect(claim(asked, new Date(now.getTime() + LEASE_MS))?.set.asked).toBe(2)
    expect(claim({ ...asked, state: 'settled' }, seconds(60))).toBeUndefined()
  })

  it('is not left to the clock of an instance that was ahead of the time', () => {
    const ahead = { ...asked, askAt: seconds(300) }
    expect(claim(ahead, now)?.set.askAt).toEqual(new Date(now.getTime() + LEASE_MS))
    expect(claim({ ...asked, askAt: seconds(60) }, now)).toBeUndefined()
  })

  it('says of its accounts what its entries give, in every state', () => {
    const failed = { ...asked, ...hear(asked, 'failed', now)?.set } as Payment
    const settled = { ...asked, ...hear(asked, 'settled', now)?.set } as Payment
    for (const payment of [pending, failed, settled]) expect(balancesOf(payment)).toEqual(bookOf(payment.entries).balances)
  })

  it('can end from every state', () => {
    expect(paymentStates.deadEnds()).toEqual([])
    expect(paymentStates.unreachable('pending')).toEqual([])
  })
})
