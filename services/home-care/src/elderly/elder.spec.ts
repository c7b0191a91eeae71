import { elderlyFrom } from './elder'

describe('who counts as elderly', () => {
  it('is counted by the year of birth, from the first of January in the city', () => {
    expect(elderlyFrom({ birthYear: 1966, tags: [] }).toISOString()).toBe('2025-12-31T16:00:00.000Z')
  })

  it('is anyone with the tag, at any age', () => {
    expect(elderlyFrom({ birthYear: 1990, tags: ['elderly'] }).getTime()).toBe(0)
    expect(elderlyFrom({ birthYear: 1990, tags: ['disabled'] }).toISOString()).toBe('2049-12-31T16:00:00.000Z')
  })
})
