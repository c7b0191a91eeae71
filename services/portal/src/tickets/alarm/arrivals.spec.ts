import type { WaitingStateView } from '../../api/generated/hotline'
import { arrivals, criticalCount, criticalOf } from './arrivals'

const waiting = (state: WaitingStateView['state'], critical: number, ...ids: string[]): WaitingStateView => ({
  state,
  count: 120,
  critical,
  soonest: ids.map((id) => ({ id, number: `N-${id}` })),
})

describe('critical tickets that arrive', () => {
  const before = criticalOf([waiting('received', 1, 'a'), waiting('resolved', 0)])

  it('are told once, the first look being no news', () => {
    expect(arrivals(undefined, before)).toEqual([])
    expect(arrivals(before, before)).toEqual([])
  })
  it('are told though another one went at the same time, so that there are as many as before', () => {
    expect(arrivals(before, criticalOf([waiting('received', 1, 'b')]))).toEqual([{ id: 'b', number: 'N-b', state: 'received' }])
  })
  it('are told again when they come back for another step', () => {
    expect(arrivals(before, criticalOf([waiting('resolved', 1, 'a')]))).toEqual([{ id: 'a', number: 'N-a', state: 'resolved' }])
  })
  it('are counted as the service counts them, not by how many it names', () => {
    expect(criticalCount([waiting('received', 73, 'a', 'b'), waiting('returned', 2, 'c')])).toBe(75)
    expect(criticalCount(undefined)).toBe(0)
  })
})
