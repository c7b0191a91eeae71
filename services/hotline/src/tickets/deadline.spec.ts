import type { Calendar } from '@yiwang/domain'
import { deadline } from './deadline'

const friday = new Date('2026-11-20T16:30:00+08:00')
const calendar: Calendar = new Map([['2026', { off: [], worked: [], noticed: true }]])
const of = (from: Date, urgency: 'ordinary' | 'urgent' | 'critical') => deadline(from, urgency, 'house', calendar)

describe('the deadline', () => {
  it('of an ordinary matter is the end of the fifth working day', () => {
    expect(of(friday, 'ordinary')).toEqual({ at: new Date('2026-11-27T23:59:59+08:00'), provisional: false })
  })

  it('of an urgent or critical matter is 24 or 2 hours away, weekend or not', () => {
    expect(of(friday, 'urgent').at).toEqual(new Date('2026-11-21T16:30:00+08:00'))
    expect(of(friday, 'critical').at).toEqual(new Date('2026-11-20T18:30:00+08:00'))
  })

  it('says where the calendar is not published', () => {
    const december = new Date('2026-12-28T09:00:00+08:00')
    expect(of(december, 'ordinary').provisional).toBe(true)
    expect(of(december, 'urgent').provisional).toBe(false)
  })
})
