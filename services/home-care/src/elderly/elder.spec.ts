import { isElderly } from './elder'

const at = (text: string) => new Date(text)

describe('who counts as elderly', () => {
  it('is counted by the year of birth, from the first of January in the city', () => {
    const born = { birthYear: 1966, tags: [] }
    expect(isElderly(born, at('2025-12-31T15:59:59Z'))).toBe(false)
    expect(isElderly(born, at('2025-12-31T16:00:00Z'))).toBe(true)
  })

  it('is anyone with the tag, at any age', () => {
    expect(isElderly({ birthYear: 1990, tags: ['elderly'] }, at('2026-11-23T00:00:00Z'))).toBe(true)
    expect(isElderly({ birthYear: 1990, tags: ['disabled'] }, at('2026-11-23T00:00:00Z'))).toBe(false)
  })
})
