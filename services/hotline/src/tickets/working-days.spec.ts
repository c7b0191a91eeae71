import { dayOf, endOf, hasNotice, workingDayAfter } from './working-days'

describe('working days', () => {
  it.each([
    ['2025-09-26', 5, '2025-10-10', 'Sunday 28 September is made up'],
    ['2025-01-24', 5, '2025-02-07', 'Spring Festival'],
    ['2025-04-25', 2, '2025-04-28', 'Sunday 27 April is made up'],
    ['2025-06-27', 15, '2025-07-18', 'three plain weeks'],
    ['2025-12-30', 13, '2026-01-19', 'over New Year, Sunday 4 January is made up'],
    ['2026-02-13', 5, '2026-02-27', 'Spring Festival, Saturdays 14 and 28 February are made up'],
    ['2026-09-30', 5, '2026-10-13', 'National Day, Saturday 10 October is made up'],
  ])('%s and %i make %s (%s)', (start, count, day) => {
    expect(workingDayAfter(start, count)).toEqual({ day, provisional: false })
  })

  it('are counted from the next day, whatever day it is', () => {
    expect(workingDayAfter('2026-11-20', 1).day).toBe('2026-11-23')
    expect(workingDayAfter('2026-11-21', 1).day).toBe('2026-11-23')
    expect(workingDayAfter('2026-11-22', 1).day).toBe('2026-11-23')
    expect(workingDayAfter('2026-11-23', 1).day).toBe('2026-11-24')
  })

  it('are known for 2004 to 2026 in the pinned package; a new version with more years must come with new vectors here', () => {
    const known = Array.from({ length: 40 }, (_, at) => 2000 + at).filter(hasNotice)
    expect(known).toEqual(Array.from({ length: 23 }, (_, at) => 2004 + at))
  })

  it('are provisional as soon as they reach what no notice has settled', () => {
    expect(workingDayAfter('2026-12-21', 5)).toEqual({ day: '2026-12-28', provisional: false })
    expect(workingDayAfter('2026-12-22', 5)).toEqual({ day: '2026-12-29', provisional: true })
    // New Year's Day 2027: a holiday for certain, a Friday like any other to the package.
    expect(workingDayAfter('2026-12-25', 5)).toEqual({ day: '2027-01-01', provisional: true })
    expect(workingDayAfter('2003-05-01', 5).provisional).toBe(true)
  })

  it('begin and end in Shanghai', () => {
    expect(dayOf(new Date('2026-11-22T15:59:59Z'))).toBe('2026-11-22')
    expect(dayOf(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23')
    expect(endOf('2026-11-23').toISOString()).toBe('2026-11-23T15:59:59.000Z')
  })
})
