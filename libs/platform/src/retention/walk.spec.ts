import type { Period } from './periods'
import { afterWalk, look, tallied, type Walked } from './walk'

const period: Period = { kind: 'matter', from: '2026-11-30', years: 3, source: 'a city' }
const at = (text: string) => new Date(text)
const walked = (months: Walked['months'], more: Partial<Walked> = {}): Walked => ({
  id: 'tickets',
  walkedAt: at('2029-12-01T00:00:00Z'),
  months,
  blanked: [],
  ...more,
})
const month = (name: string, count = 3, held = 0) => ({ month: name, count, held })

describe('what is looked at each day', () => {
  it('is walked over once a month', () => {
    expect(look(undefined, period, at('2026-11-30T00:00:00Z'))).toEqual({ over: undefined, upTo: undefined, walk: true })
    expect(look(walked([]), period, at('2029-12-31T00:00:00Z')).walk).toBe(false)
    expect(look(walked([]), period, at('2030-01-01T00:00:00Z')).walk).toBe(true)
  })

  it('goes once its time was over on two days, the oldest month alone', () => {
    const months = [month('2026-12'), month('2026-11')]
    const first = look(walked(months), period, at('2029-12-01T03:00:00Z'))
    expect(first).toEqual({ over: { month: '2026-11', since: at('2029-12-01T03:00:00Z') }, upTo: undefined, walk: false })
    const second = look(walked(months, { over: first.over }), period, at('2029-12-02T03:00:00Z'))
    expect(second).toMatchObject({ upTo: '2026-11', walk: true })
    expect(look(walked(months), period, at('2029-11-30T03:00:00Z')).over).toBeUndefined()
  })

  it('does not go by a clock that is years ahead for an hour', () => {
    const months = [month('2026-11')]
    const ahead = look(walked(months), period, at('2041-05-05T03:00:00Z'))
    expect(ahead.upTo).toBeUndefined()
    const right = look(walked(months, { over: ahead.over }), period, at('2026-12-02T03:00:00Z'))
    expect(right).toMatchObject({ over: undefined, upTo: undefined })
    // Nor by one that is wrong again some years later: it has to be seen anew.
    expect(look(walked(months, { over: right.over }), period, at('2041-05-05T03:00:00Z')).upTo).toBeUndefined()
  })

  it('is not asked for where all of it is held', () => {
    expect(look(walked([month('2026-11', 2, 2)]), period, at('2031-01-01T00:00:00Z')).over).toBeUndefined()
    expect(look(walked([month('2026-11', 2, 1)]), period, at('2031-01-01T00:00:00Z')).over?.month).toBe('2026-11')
  })

  it('without a period never goes', () => {
    expect(look(walked([month('2026-11')]), undefined, at('2099-01-01T00:00:00Z')).over).toBeUndefined()
  })
})

describe('what is known after a walk', () => {
  it('is what is left by months, and what went', () => {
    const months = tallied(tallied(tallied([], '2027-01', false), '2026-12', true), '2026-12', false)
    const now = at('2029-12-02T03:00:00Z')
    const over = { month: '2026-11', since: now }
    expect(afterWalk(walked([], { over }), months, { month: '2026-11', count: 7 }, now)).toEqual({
      walkedAt: now,
      months: [month('2026-12', 2, 1), month('2027-01', 1)],
      over: undefined,
      blanked: [{ month: '2026-11', count: 7, at: now }],
    })
    // One that only counted leaves it to be seen once more.
    expect(afterWalk(walked([], { over }), months, undefined, now)).not.toHaveProperty('over')
  })
})
