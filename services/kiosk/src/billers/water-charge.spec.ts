import { maskAccountNumber } from './account-number'
import { within } from './biller'
import { behaviourOf, charge, owed, statusOf } from './water-charge'

const now = new Date('2026-11-23T09:00:00+08:00')
const later = new Date(now.getTime() + 3_001)
const order = { id: 'payment-1', accountNumber: '320600-10023', amount: 5_000 }

describe('the simulated waterworks', () => {
  it('behaves as the account’s last four digits say', () => {
    expect(['1239901', '1239902', '1239903', '1239904', '1239905', '1239906', '1000000'].map(behaviourOf)).toEqual([
      'slow',
      'lost-answer',
      'refusing',
      'failing-late',
      'twice',
      'unreachable',
      'prompt',
    ])
  })

  it.each([
    ['prompt', 'settled', 'settled'],
    ['slow', 'pending', 'settled'],
    ['refusing', 'failed', 'failed'],
    ['failing-late', 'pending', 'failed'],
    ['lost-answer', 'settled', 'settled'],
  ] as const)('%s: %s, then %s', (behaviour, first, last) => {
    const known = charge(order, behaviour, now)
    expect([statusOf(known, now), statusOf(known, later)]).toEqual([first, last])
  })

  it('is decided where the clock that took it was ahead', () => {
    const ahead = charge({ id: 'c', accountNumber: '10009904', amount: 5 }, 'failing-late', new Date(now.getTime() + 300_000))
    expect(statusOf(ahead, now)).toBe('failed')
  })

  it('knows nothing of what never arrived', () => {
    expect(statusOf(undefined, now)).toBe('unknown')
  })

  it('is owed the same for the same account, less what was settled and never below nothing', () => {
    const due = owed(order.accountNumber, [], now)
    expect(due).toBe(owed(order.accountNumber, [], later))
    expect(due).toBeGreaterThanOrEqual(3_000)
    const paid = charge({ ...order, amount: 1_000 }, 'slow', now)
    expect(owed(order.accountNumber, [paid, charge({ ...order, id: 'payment-2' }, 'refusing', now)], now)).toBe(due)
    expect(owed(order.accountNumber, [paid], later)).toBe(due - 1_000)
    expect(owed(order.accountNumber, [charge({ ...order, amount: 10_000_000 }, 'prompt', now)], now)).toBe(0)
  })
})

it('shows no more of an account number than its end', () => {
  expect(['320600-10023', '12345', '1234'].map(maskAccountNumber)).toEqual(['********0023', '***45', '**34'])
})

it('waits for an answer only so long', async () => {
  await expect(within(5, new Promise(() => {}))).rejects.toThrow('no answer')
  await expect(within(1000, Promise.resolve('yes'))).resolves.toBe('yes')
})
