import { eraseFrom, type LookNews, looksOf } from './look'
import { orderedLookOf } from './ordered-look'

const at = new Date('2026-11-30T15:04:05.678+08:00')
const entry = {
  auditId: 'a-1',
  by: 'staff-1',
  account: 'worker',
  role: 'worker',
  areaCode: '320613004006',
  kind: 'ticket',
  subject: 'ticket-1',
  residentId: 'mother',
  purpose: 'visit',
  fields: ['name', 'phone'],
}
const news = (data: Partial<LookNews['data']> = {}, more: Partial<LookNews> = {}): LookNews => ({
  id: 'event-1',
  name: 'hotline.audit-recorded',
  at,
  data: { ...entry, ...data },
  ...more,
})

describe('a look', () => {
  it('is a line of whoever it showed, with the office and what for', () => {
    const [line, ...others] = looksOf(news())
    expect(others).toEqual([])
    expect(line).toMatchObject({
      residentId: 'mother',
      at,
      service: 'hotline',
      role: 'worker',
      areaCode: '320613004006',
      purpose: 'visit',
      fields: ['name', 'phone'],
    })
  })

  it('is one line for each of several, once each, and the same when it is told again', () => {
    const several = news({ purpose: 'search', residentId: undefined, residentIds: ['mother', 'father', 'mother'] })
    expect(looksOf(several).map(({ residentId }) => residentId)).toEqual(['mother', 'father'])
    expect(looksOf(several)).toEqual(looksOf(several))
    expect(new Set(looksOf(several).map(({ id }) => id)).size).toBe(2)
  })

  it('leads by its id to nobody: whoever guesses a resident finds no line by them', () => {
    expect(looksOf(news())[0].id).toBe(looksOf(news({ residentId: 'somebody-else' }))[0].id)
  })

  it('of before, which names nobody, was at whose entry of the register it is; at a ticket nobody knows whom it showed', () => {
    const before = { residentId: undefined, areaCode: undefined, purpose: '核实地址' }
    expect(looksOf(news({ ...before, kind: 'resident', subject: 'mother' }))).toMatchObject([
      { residentId: 'mother', purpose: 'other', note: '核实地址' },
    ])
    expect(looksOf(news(before))).toEqual([])
  })

  it('under an order is none of theirs, and one to be reviewed', () => {
    const order = { purpose: 'under-order', note: '崇川公安分局 118号', residentId: undefined, residentIds: ['mother', 'father'] }
    for (const kind of ['ticket', 'resident']) expect(looksOf(news({ ...order, kind, subject: 'mother' }))).toEqual([])
    expect(orderedLookOf(news(order))?.set).toMatchObject({ people: 2, state: 'open', reviews: [], by: 'staff-1', note: '崇川公安分局 118号' })
    expect(orderedLookOf(news())).toBeUndefined()
  })

  it('of which nobody can read any more what it was for is nobody’s: it could have been under an order', () => {
    const erased = { purpose: '已删除', residentId: undefined, kind: 'resident', subject: 'mother' }
    expect(looksOf(news(erased, { isErased: true }))).toEqual([])
    expect(orderedLookOf(news(erased, { isErased: true }))).toBeUndefined()
  })

  it('goes with whoever it was at', () => {
    const [line] = looksOf(news())
    expect([eraseFrom(line, 'mother', at), eraseFrom(line, 'father', at)]).toEqual([{ gone: true }, undefined])
  })
})
