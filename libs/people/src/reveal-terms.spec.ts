import { isInReach, revealTermsAt, whyOf } from './reveal-terms'

const DAY = 24 * 3600_000

describe('who had a thing', () => {
  const ended = new Date('2026-11-23T09:00:00+08:00')
  const after = (ms: number) => isInReach(ended, new Date(ended.getTime() + ms))

  it('may look while it is open, and seven days after', () => {
    expect(isInReach(undefined, ended)).toBe(true)
    expect([after(0), after(7 * DAY - 1), after(7 * DAY)]).toEqual([true, true, false])
  })

  it('may look as the terms of that day say', () => {
    const [former, later] = [7, 3].map((daysAfter, at) => ({ from: `2026-1${at + 1}-01`, source: 'a city', daysAfter, perHour: 60 }))
    const at = (day: string) => revealTermsAt(new Date(`${day}T12:00:00+08:00`), [former, later])
    expect([at('2026-10-01'), at('2026-11-30'), at('2026-12-01')]).toEqual([former, former, later])
  })
})

describe('a purpose', () => {
  it('is a word, and may say more', () => {
    expect(whyOf({ purpose: 'visit' })).toEqual({ purpose: 'visit' })
    expect(whyOf({ purpose: 'urgent', note: '家中无人应门' })).toEqual({ purpose: 'urgent', note: '家中无人应门' })
  })

  it('is something other in the words of whoever asks, and then has some', () => {
    expect(whyOf({ purpose: 'other', note: '核对楼栋' })).toEqual({ purpose: 'other', note: '核对楼栋' })
    expect(whyOf({ purpose: '上门核实地址' })).toEqual({ purpose: 'other', note: '上门核实地址' })
    expect(whyOf({ purpose: '核实', note: '地址' })).toEqual({ purpose: 'other', note: '核实\n地址' })
    expect(() => whyOf({ purpose: 'other' })).toThrow(expect.objectContaining({ code: 'note-missing', details: { field: 'note' } }))
  })
})
