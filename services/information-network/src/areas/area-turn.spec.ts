import { type AreaTurn, giveBack, TURN_MS, takeTurn } from './area-turn'

const now = new Date('2026-11-30T10:00:00+08:00')
const later = (ms: number) => new Date(now.getTime() + ms)
const taken = takeTurn(undefined, 'one', now)?.set as AreaTurn

describe('the turn to write areas', () => {
  it('is one’s alone, until it is given back', () => {
    expect(takeTurn(taken, 'other', later(1000))).toBeUndefined()
    expect(giveBack(taken, 'other')).toBeUndefined()
    const free = { ...taken, ...giveBack(taken, 'one')?.set }
    expect(takeTurn(free, 'other', later(1000))?.set).toMatchObject({ holder: 'other' })
  })

  it('goes on to another where whoever had it was lost, or had a wrong clock', () => {
    expect(takeTurn(taken, 'other', later(TURN_MS))?.set).toMatchObject({ holder: 'other', until: later(2 * TURN_MS) })
    expect(takeTurn({ ...taken, until: later(365 * 86_400_000) }, 'other', now)?.set).toMatchObject({ holder: 'other' })
  })
})
