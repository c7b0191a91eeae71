import { begun, isAhead, isOfBefore, nextYear, SO_FAR } from './introduced'

describe('those who turn 60 are told', () => {
  it('once their year has begun, and not in the year whose people were told when they were registered', () => {
    expect(nextYear(undefined, 2026)).toBeUndefined()
    expect(nextYear(undefined, 2027)).toBe(2027)
    expect(nextYear({ year: 2027 }, 2027)).toBeUndefined()
  })

  it('one year after the other, where years were missed', () => {
    expect(nextYear({ year: 2027 }, 2031)).toBe(2028)
    expect(nextYear(undefined, 2031)).toBe(2027)
  })

  it('again in their year, where a clock that was ahead told them before', () => {
    expect(isAhead({ year: 2027 }, 2026)).toBe(true)
    expect(nextYear({ year: 2027 }, 2026)).toBeUndefined()
    expect(isAhead({ year: 2026 }, 2026)).toBe(false)
  })

  it('never by a clock that is years behind', () => {
    expect(nextYear(undefined, 1970)).toBeUndefined()
    expect(isAhead({ year: 2026 }, 1970)).toBe(false)
  })
})

describe('those for whom care is asked are told', () => {
  const now = new Date('2026-12-01T10:00:00+08:00')
  const hours = (n: number) => new Date(now.getTime() + n * 3_600_000)

  it('since the first start after home care kept everybody', () => {
    expect(begun(undefined, now)?.set).toMatchObject({ since: now })
    const soFar = { id: SO_FAR, year: 2026, since: now }
    expect(begun(soFar, hours(5))).toBeUndefined()
    expect([hours(-1), now, hours(5)].map((at) => isOfBefore(at, soFar))).toEqual([true, false, false])
  })

  it('also where a clock was ahead when it began', () => {
    expect(begun({ id: SO_FAR, year: 2027, since: hours(8760) }, now)?.set).toMatchObject({ since: now, year: 2027 })
  })
})
