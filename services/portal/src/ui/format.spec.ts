import { isAhead } from './format'

describe('a day ahead', () => {
  it('is another day of the city, not of the screen', () => {
    const now = new Date('2026-11-22T15:30:00Z') // 23:30 in the city
    expect(isAhead('2026-11-22T15:59:00Z', now)).toBe(false)
    expect(isAhead('2026-11-22T16:00:00Z', now)).toBe(true)
    expect(isAhead('2026-11-21T16:00:00Z', now)).toBe(false)
    expect(isAhead('2026-11-23T01:00:00Z', new Date('2026-11-22T23:30:00Z'))).toBe(false) // both on the 23rd
  })
})
