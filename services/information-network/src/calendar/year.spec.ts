import { addWorkingDays, type Calendar } from '@yiwang/domain'
import { publishedYear, publishedYears } from './published-years'
import { checkNotice, isYear, setYear, type Year } from './year'

const year: Year = {
  id: '2027',
  off: ['2027-10-04', '2027-01-01', '2027-01-01'],
  worked: ['2027-01-03'],
  noticed: true,
  source: '国办发明电〔2026〕9号',
  sourceDate: '2026-11-25',
}

describe('a year of the calendar', () => {
  it('is told as it is kept: in order, each day once', () => {
    const made = setYear(undefined, year)
    expect(made?.set).toEqual({ ...year, off: ['2027-01-01', '2027-10-04'] })
    const { id, ...said } = year
    const data = { ...said, year: id, off: ['2027-01-01', '2027-10-04'] }
    expect(made?.events).toEqual([{ name: 'information-network.calendar-changed', data }])
  })

  it('is told again only where it changes', () => {
    const known = setYear(undefined, year)?.set as Year
    expect(setYear(known, year)).toBeUndefined()
    expect(setYear(known, { ...year, noticed: false, source: undefined, sourceDate: undefined })?.set).toMatchObject({ source: undefined })
    expect(setYear(known, { ...year, worked: [] })?.events).toHaveLength(1)
  })

  it.each([
    ['off', '2026-12-31', 'day-of-another-year'],
    ['worked', '2028-01-01', 'day-of-another-year'],
    ['off', '2027-01-02', 'weekend-is-free'],
    ['worked', '2027-01-01', 'weekday-is-worked'],
  ])('lists under %s no %s (%s)', (field, day, code) => {
    expect(() => setYear(undefined, { ...year, [field]: [day] })).toThrow(
      expect.objectContaining({ code, details: expect.objectContaining({ field, day }) }),
    )
  })

  it('has a notice only with its source and date', () => {
    const refused = (field: string) => expect.objectContaining({ code: 'notice-without-source', details: { field } })
    expect(() => checkNotice({ noticed: true, sourceDate: '2026-11-25' })).toThrow(refused('source'))
    expect(() => checkNotice({ noticed: true, source: '通知' })).toThrow(refused('sourceDate'))
    expect(() => checkNotice({ noticed: false })).not.toThrow()
  })

  it('has four digits', () => {
    expect(['1999', '2027', '27', '20270', '0000', '2027 '].filter(isYear)).toEqual(['1999', '2027'])
  })
})

describe('the years that the package has', () => {
  const calendar: Calendar = new Map(['2025', '2026'].map((id) => [id, publishedYear(id)]))

  it('are 2004 to 2026 in the pinned version; one with more years must come with new vectors here', () => {
    expect(publishedYears).toEqual(Array.from({ length: 23 }, (_, at) => String(2004 + at)))
  })

  it('are such as may be set', () => {
    for (const id of publishedYears) expect(setYear(undefined, publishedYear(id))?.set).toMatchObject({ id, noticed: true })
    expect(publishedYear('2026').worked).toEqual(['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'])
  })

  it.each([
    ['2025-09-26', 5, '2025-10-10', 'Sunday 28 September is made up'],
    ['2025-01-24', 5, '2025-02-07', 'Spring Festival'],
    ['2025-04-25', 2, '2025-04-28', 'Sunday 27 April is made up'],
    ['2025-06-27', 15, '2025-07-18', 'three plain weeks'],
    ['2025-12-30', 13, '2026-01-19', 'over New Year, Sunday 4 January is made up'],
    ['2026-02-13', 5, '2026-02-27', 'Spring Festival, Saturdays 14 and 28 February are made up'],
    ['2026-09-30', 5, '2026-10-13', 'National Day, Saturday 10 October is made up'],
  ])('count %s and %i working days to %s (%s)', (start, count, day) => {
    expect(addWorkingDays(start, count, calendar)).toEqual({ day, provisional: false })
  })
})
