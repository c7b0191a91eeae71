import { cityTime, isAhead } from './format'

describe('a time in a file', () => {
  it('is the city’s, and says so', () => {
    expect(cityTime('2026-11-22T15:59:09.123Z')).toBe('2026-11-22T23:59:09+08:00')
    expect(cityTime('2026-11-22T16:00:00Z')).toBe('2026-11-23T00:00:00+08:00')
  })
})

describe('a day ahead', () => {
  it('is another day of the city, not of the screen', () => {
    const now = new Date('2026-11-22T15:30:00Z') // 23:30 in the city
    expect(isAhead('2026-11-22T15:59:00Z', now)).toBe(false)
    expect(isAhead('2026-11-22T16:00:00Z', now)).toBe(true)
    expect(isAhead('2026-11-21T16:00:00Z', now)).toBe(false)
    expect(isAhead('2026-11-23T01:00:00Z', new Date('2026-11-22T23:30:00Z'))).toBe(false) // both on the 23rd
  })
})
