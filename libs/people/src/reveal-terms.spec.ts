import { isInReach, revealTermsAt, whyOf as whyOfAt } from './reveal-terms'

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

const now = new Date('2026-11-30T09:00:00+08:00')
const whyOf = (asked: Parameters<typeof whyOfAt>[0]) => whyOfAt(asked, now)

describe('a look under an order', () => {
  const order = { purpose: 'under-order', authority: '崇川公安分局', document: '崇公（刑）调证字〔2026〕118号' }

  it('names who ordered it and the number of their document', () => {
    expect(whyOf(order)).toEqual({ purpose: 'under-order', note: '崇川公安分局 崇公（刑）调证字〔2026〕118号' })
    expect(whyOf({ ...order, note: '二次核对' }).note).toBe('崇川公安分局 崇公（刑）调证字〔2026〕118号\n二次核对')
    for (const field of ['authority', 'document'])
      expect(() => whyOf({ ...order, note: '有文书', [field]: undefined })).toThrow(
        expect.objectContaining({ code: 'order-missing', details: { field } }),
      )
  })

  it('is said by the purpose: with another, what was meant to be secret would be shown', () => {
    expect(() => whyOf({ ...order, purpose: 'verify' })).toThrow(expect.objectContaining({ code: 'order-unsaid', details: { field: 'purpose' } }))
  })

  it('is there as the terms of that day say', () => {
    const [law, city] = [true, false].map((allowed, at) => ({ from: `202${at + 6}-01-01`, source: 'a law', allowed }))
    const at = (day: string) => () => whyOfAt(order, new Date(`${day}T12:00:00+08:00`), [law, city])
    expect(at('2026-12-31')).not.toThrow()
    for (const day of ['2025-12-31', '2027-01-01']) expect(at(day)).toThrow(expect.objectContaining({ code: 'no-secrecy' }))
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
