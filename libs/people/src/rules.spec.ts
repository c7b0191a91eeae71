import { actorOf, isElderly, placeOf, requireAnother, stepOf, toldOf } from './rules'

const now = new Date('2026-11-29T10:00:00+08:00')
const by = { id: 's1', name: '周敏', role: 'operator', account: 'zhou', areaCode: '320600000000' }

describe('what is kept of people', () => {
  it('is of who acts no more than who it was', () => {
    expect(actorOf(by)).toEqual({ id: 's1', name: '周敏', role: 'operator' })
    expect(stepOf('assign', 'assigned', { by, now }, { note: '下午' })).toEqual({
      at: now,
      action: 'assign',
      state: 'assigned',
      by: { id: 's1', name: '周敏', role: 'operator' },
      note: '下午',
    })
  })

  it('says nobody where nobody acted', () => {
    expect(stepOf('refer', 'requested', { now })).toEqual({ at: now, action: 'refer', state: 'requested' })
  })

  it('is told to others without what is one service’s own', () => {
    const kept = { name: '王桂英', phone: '13800138000', phoneWithheld: false }
    expect(toldOf(kept)).toEqual({ name: '王桂英', phone: '13800138000' })
  })

  it('is where an area is, with all above it', () => {
    expect(placeOf({ id: '320613004006', ancestors: ['320613004006', '320600000000'] })).toEqual({
      areaCode: '320613004006',
      areas: ['320613004006', '320600000000'],
    })
  })
})

describe('what needs another person', () => {
  const refused = expect.objectContaining({ code: 'needs-another-person' })

  it('is not decided by who asked, nor by who decided before', () => {
    expect(() => requireAnother(by, { id: 's1' })).toThrow(refused)
    expect(() => requireAnother(by, { id: 's2' }, { id: 's1' })).toThrow(refused)
    expect(() => requireAnother(by, { id: 's2' }, { id: 's3' })).not.toThrow()
  })
})

describe('who counts as elderly', () => {
  const at = (text: string) => new Date(text)

  it('is counted by the year of birth, from the first of January in the city', () => {
    const born = { birthYear: 1966, tags: [] }
    expect(isElderly(born, at('2025-12-31T15:59:59Z'))).toBe(false)
    expect(isElderly(born, at('2025-12-31T16:00:00Z'))).toBe(true)
  })

  it('is anyone with the tag, at any age', () => {
    expect(isElderly({ birthYear: 1990, tags: ['elderly'] }, at('2026-11-23T00:00:00Z'))).toBe(true)
    expect(isElderly({ birthYear: 1990, tags: ['disabled'] }, at('2026-11-23T00:00:00Z'))).toBe(false)
  })
})
