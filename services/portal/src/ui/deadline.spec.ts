import { parts, standing } from './deadline'

const received = '2026-11-20T10:00:00+08:00'
const due = '2026-11-24T10:00:00+08:00'
const at = (text: string) => Date.parse(text)

describe('the standing of a deadline', () => {
  it('is normal while more than a quarter of the time is left', () => {
    expect(standing(received, due, at('2026-11-21T10:00:00+08:00')).standing).toBe('normal')
  })
  it('is near in the last quarter', () => {
    expect(standing(received, due, at('2026-11-23T10:00:00+08:00')).standing).toBe('near')
  })
  it('is late from the moment after', () => {
    expect(standing(received, due, at('2026-11-24T10:00:01+08:00')).standing).toBe('late')
  })
  it('says the two largest parts', () => {
    expect(parts(2 * 86400e3 + 3 * 3600e3 + 60e3)).toEqual({ days: 2, hours: 3 })
    expect(parts(-(3 * 3600e3 + 20 * 60e3))).toEqual({ hours: 3, minutes: 20 })
    expect(parts(10)).toEqual({ minutes: 1 })
  })
})
