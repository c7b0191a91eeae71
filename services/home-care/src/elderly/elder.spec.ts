import { isKeptAsElderly, staysKept } from './elder'

const at = (text: string) => new Date(text)

describe('whom home care keeps for their age', () => {
  const born = { birthYear: 1967, tags: [] }

  it('is who turns 60 in the year, by the latest that is known of the time', () => {
    expect(isKeptAsElderly(born, at('2026-12-31T15:59:59Z'))).toBe(false)
    expect(isKeptAsElderly(born, at('2026-12-31T16:00:00Z'))).toBe(true)
    expect(isKeptAsElderly(born, at('2026-12-01T00:00:00Z'), at('2027-02-01T00:00:00Z'))).toBe(true)
  })

  it('is nobody less by a clock that is years behind', () => {
    expect(isKeptAsElderly({ birthYear: 1966, tags: [] }, at('1970-01-01T00:00:00Z'))).toBe(true)
  })

  it('stays whoever was kept, unless it was for a tag that they lost', () => {
    expect(staysKept({ tags: ['living-alone'] })).toBe(true)
    expect(staysKept({ tags: ['elderly'] })).toBe(false)
    expect(staysKept(undefined)).toBe(false)
  })
})
