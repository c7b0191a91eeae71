import { deadline } from './deadline'

const friday = new Date('2026-11-20T16:30:00+08:00')

describe('the deadline', () => {
  it('of an ordinary matter is the end of the fifth working day', () => {
    expect(deadline(friday, 'ordinary', 'house')).toEqual({ at: new Date('2026-11-27T23:59:59+08:00'), provisional: false })
  })

  it('is the same for the whole day in Shanghai', () => {
    const due = new Date('2026-11-27T23:59:59+08:00')
    expect(deadline(new Date('2026-11-20T00:00:00+08:00'), 'ordinary', 'house').at).toEqual(due)
    expect(deadline(new Date('2026-11-20T23:59:59.999+08:00'), 'ordinary', 'house').at).toEqual(due)
  })

  it('of an urgent or critical matter is 24 or 2 hours away, weekend or not', () => {
    expect(deadline(friday, 'urgent', 'house').at).toEqual(new Date('2026-11-21T16:30:00+08:00'))
    expect(deadline(friday, 'critical', 'house').at).toEqual(new Date('2026-11-20T18:30:00+08:00'))
  })

  it('says where the calendar is not published', () => {
    expect(deadline(new Date('2026-12-28T09:00:00+08:00'), 'ordinary', 'house').provisional).toBe(true)
    expect(deadline(new Date('2026-12-28T09:00:00+08:00'), 'urgent', 'house').provisional).toBe(false)
  })
})
