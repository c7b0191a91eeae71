import { covers, coversKeys, type Hold } from './hold'

const city = '320600000000'
const district = '320613000000'
const place = { areaCode: district, areas: [district, city] }
const ofResident: Hold = { id: 'h1', what: 'resident', subject: 'r1', ...place, until: '2030-01-01' }
const ofTicket: Hold = { ...ofResident, what: 'ticket', subject: 't1' }
const ofKind: Hold = { ...ofResident, what: 'kind', subject: undefined, kind: 'matter' }
const matter = (document: object, areas?: string[]) => ({ kind: 'matter' as const, document: JSON.stringify(document), areas })

describe('a legal hold', () => {
  it('covers whatever names its resident, wherever it lies and in whatever field', () => {
    for (const document of [{ id: 'r1' }, { reporter: { residentId: 'r1' } }, { residentIds: ['r0', 'r1'] }])
      expect(covers(ofResident, matter(document, ['320612000000', city]))).toBe(true)
    expect(covers(ofResident, matter({ id: 'r10', residentIds: ['r11'] }, [district, city]))).toBe(false)
  })

  it('covers a ticket and what came of it, in its area', () => {
    expect(covers(ofTicket, matter({ id: 't1' }, [district, city]))).toBe(true)
    expect(covers(ofTicket, matter({ source: { service: 'hotline', id: 't1' } }, [district, city]))).toBe(true)
    expect(covers(ofTicket, matter({ id: 't1' }, ['320612000000', city]))).toBe(false)
  })

  it('covers a kind in its area, and what lies in none', () => {
    expect(covers(ofKind, matter({ id: 'x' }, ['320613004006', district, city]))).toBe(true)
    expect(covers(ofKind, matter({ id: 'x' }, ['320612000000', city]))).toBe(false)
    expect(covers(ofKind, matter({ id: 'x' }))).toBe(true)
    expect(covers(ofKind, { ...matter({ id: 'x' }), kind: 'audit' })).toBe(false)
  })

  it('keeps the keys of what it may concern', () => {
    expect([coversKeys(ofKind, 'matter'), coversKeys(ofKind, 'audit')]).toEqual([true, false])
    expect([coversKeys(ofResident, 'matter'), coversKeys(ofResident, 'audit'), coversKeys(ofResident, 'passing')]).toEqual([true, true, false])
  })
})
