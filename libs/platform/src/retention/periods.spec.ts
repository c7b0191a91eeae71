import { isOver, type Period, periodOf } from './periods'

const at = (text: string) => new Date(text)
const of = (from: string, years: number): Period => ({ kind: 'matter', from, years, source: 'a city' })

describe('how long something is kept', () => {
  it('is what is in force that day', () => {
    const all = [of('2026-11-30', 3), of('2028-01-01', 5)]
    expect(periodOf('matter', at('2027-12-31T00:00:00Z'), all)?.years).toBe(3)
    expect(periodOf('matter', at('2028-01-01T00:00:00Z'), all)?.years).toBe(5)
    expect(periodOf('matter', at('2026-11-29T00:00:00Z'), all)).toBeUndefined()
    expect(periodOf('register', at('2028-01-01T00:00:00Z'), all)).toBeUndefined()
  })

  it('is counted from the end of the month, over the end of a year', () => {
    expect(isOver('2026-12', of('2026-11-30', 3), at('2029-12-31T23:59:59Z'))).toBe(false)
    expect(isOver('2026-12', of('2026-11-30', 3), at('2030-01-01T00:00:00Z'))).toBe(true)
  })
})
