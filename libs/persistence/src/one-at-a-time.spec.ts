import { turnAfter } from './one-at-a-time'

describe('the turn of the next of a kind', () => {
  it('comes after one that has ended, and is that of one under way', () => {
    const open = { id: 'a', turn: 3, ended: false }
    expect([undefined, open, { ...open, ended: true }].map((last) => turnAfter(last, ({ ended }) => !ended))).toEqual([1, 3, 4])
  })
})
