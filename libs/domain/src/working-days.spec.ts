import { addWorkingDays, type Calendar, type CalendarYear, dayOf, deadlineOf, endOf, isDay, startOf } from './working-days'

const noticed: CalendarYear = { off: [], worked: [], noticed: true }
const calendar: Calendar = new Map([
  ['2025', noticed],
  ['2026', { off: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'], worked: ['2026-10-10'], noticed: true }],
])
const withNotice: Calendar = new Map([...calendar, ['2027', { ...noticed, off: ['2027-01-01'] }]])
const withPlan: Calendar = new Map([...calendar, ['2027', { ...noticed, off: ['2027-01-01'], noticed: false }]])

describe('working days', () => {
  it('leave out holidays and count days that are made up', () => {
    expect(addWorkingDays('2026-09-30', 5, calendar)).toEqual({ day: '2026-10-13', provisional: false })
    expect(addWorkingDays('2026-09-30', 1, calendar).day).toBe('2026-10-08')
    expect(addWorkingDays('2026-10-09', 1, calendar).day).toBe('2026-10-10')
  })

  it('are counted from the next day, whatever day it is', () => {
    expect(addWorkingDays('2026-11-20', 1, calendar).day).toBe('2026-11-23')
    expect(addWorkingDays('2026-11-21', 1, calendar).day).toBe('2026-11-23')
    expect(addWorkingDays('2026-11-22', 1, calendar).day).toBe('2026-11-23')
    expect(addWorkingDays('2026-11-23', 1, calendar).day).toBe('2026-11-24')
    expect(addWorkingDays('2026-11-22', 0, calendar)).toEqual({ day: '2026-11-22', provisional: false })
  })

  it('are provisional as soon as they reach what no notice has settled', () => {
    expect(addWorkingDays('2026-12-21', 5, calendar)).toEqual({ day: '2026-12-28', provisional: false })
    expect(addWorkingDays('2026-12-22', 5, calendar)).toEqual({ day: '2026-12-29', provisional: true })
    expect(addWorkingDays('2026-12-22', 5, withNotice)).toEqual({ day: '2026-12-29', provisional: false })
    expect(addWorkingDays('2026-12-31', 1, calendar)).toEqual({ day: '2027-01-01', provisional: true })
    expect(addWorkingDays('2026-12-31', 1, withNotice)).toEqual({ day: '2027-01-04', provisional: false })
  })

  it('take what is entered before the notice is out, and stay provisional', () => {
    expect(addWorkingDays('2026-12-31', 1, withPlan)).toEqual({ day: '2027-01-04', provisional: true })
  })

  it('where nothing is known, as before the first copy has come, go by weekends and say so', () => {
    expect(addWorkingDays('2026-09-30', 5, new Map())).toEqual({ day: '2026-10-07', provisional: true })
  })

  it('begin and end in Shanghai', () => {
    expect(dayOf(new Date('2026-11-22T15:59:59Z'))).toBe('2026-11-22')
    expect(dayOf(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23')
    expect(startOf('2026-11-23')).toEqual(new Date('2026-11-22T16:00:00Z'))
    expect(endOf('2026-11-23').toISOString()).toBe('2026-11-23T15:59:59.000Z')
  })

  it('are days', () => {
    for (const day of ['2026-02-28', '2028-02-29']) expect([day, isDay(day)]).toEqual([day, true])
    for (const day of ['2026-02-29', '2026-13-01', '2026-1-1', '2026-01-01T00:00', '26-01-01', '']) expect([day, isDay(day)]).toEqual([day, false])
  })
})

describe('a deadline', () => {
  it('in working days is the end of the last, the same for the whole day in Shanghai', () => {
    const due = { at: new Date('2026-11-27T23:59:59+08:00'), provisional: false }
    expect(deadlineOf(new Date('2026-11-20T00:00:00+08:00'), { workingDays: 5 }, calendar)).toEqual(due)
    expect(deadlineOf(new Date('2026-11-20T23:59:59.999+08:00'), { workingDays: 5 }, calendar)).toEqual(due)
  })

  it('in hours runs on, weekend or not, and needs no calendar', () => {
    const due = { at: new Date('2026-11-21T16:30:00+08:00'), provisional: false }
    expect(deadlineOf(new Date('2026-11-20T16:30:00+08:00'), { hours: 24 }, new Map())).toEqual(due)
  })
})
