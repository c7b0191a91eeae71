import { balances, entry, reversal } from './ledger'

const at = new Date('2026-11-23T09:00:00+08:00')
const moved = (...amounts: number[]) => amounts.map((amount, n) => ({ account: `account-${n}`, amount }))

describe('the ledger', () => {
  it('takes entries that sum to zero in whole fen', () => {
    expect(entry('e', at, moved(100, -60, -40))).toMatchObject({ id: 'e', at })
  })

  it.each([
    ['does not sum to zero', moved(100, -99)],
    ['has parts of a fen', moved(0.5, -0.5)],
    ['moves nothing', moved(0, 0)],
    ['has one side', moved(0)],
    ['is empty', []],
    ['is too large to count', moved(2 ** 53, -(2 ** 53))],
  ])('refuses an entry that %s', (_, postings) => {
    expect(() => entry('e', at, postings)).toThrow()
  })

  it('is undone by a reversal', () => {
    const taking = entry('e', at, moved(100, -100))
    expect(balances([taking, reversal(taking, 'r', at)])).toEqual({ 'account-0': 0, 'account-1': 0 })
  })
})
