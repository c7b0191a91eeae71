import { answered, approve, ask, carriedOut, type Erasure, isOpen, refuse } from './erasure'

const now = new Date('2026-11-30T10:00:00+08:00')
const [lin, zhao] = ['lin', 'zhao'].map((id) => ({ id, name: id, role: 'admin' }))
const resident = { id: 'r', areaCode: '320613004006', areas: ['320613004006', '320600000000'] }
const asked = ask({ ground: 'no-longer-needed', note: '王桂英本人要求' }, resident, 1, { by: lin, now }).set as Erasure

describe('the erasure of a resident', () => {
  it('is decided by another than who asked', () => {
    const another = expect.objectContaining({ code: 'needs-another-person' })
    expect(() => approve(asked, { by: lin, now })).toThrow(another)
    expect(() => refuse(asked, '仍在办理', { by: lin, now })).toThrow(another)
    expect(approve(asked, { by: zhao, now }).set).toMatchObject({ state: 'approved', decidedBy: { id: 'zhao' } })
  })

  it('is decided once', () => {
    const refused = { ...asked, ...refuse(asked, '仍在办理', { by: zhao, now }).set }
    expect(isOpen(refused)).toBe(false)
    expect(() => approve(refused, { by: zhao, now })).toThrow(expect.objectContaining({ code: 'illegal-transition' }))
  })

  it('keeps nothing of who it was once it is carried out', () => {
    const approved = { ...asked, ...approve(asked, { by: zhao, now }).set }
    expect(carriedOut(asked, now)).toBeUndefined()
    const done = { ...approved, ...carriedOut(approved, now)?.set }
    expect(done).toMatchObject({ state: 'done', doneAt: now, residentId: 'r' })
    expect(JSON.stringify(done)).not.toContain('王桂英')
  })

  it('has the latest answer of each service', () => {
    const answer = (service: string, erased: number) => ({ service, at: now, erased, kept: [] })
    let erasure = asked
    for (const one of [answer('hotline', 1), answer('kiosk', 1), answer('hotline', 2)]) erasure = { ...erasure, ...answered(erasure, one).set }
    expect(erasure.answers).toEqual([answer('kiosk', 1), answer('hotline', 2)])
  })
})
