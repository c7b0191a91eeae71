import { type LegalHold, lift, put, type WantedHold } from './hold'

const now = new Date('2026-11-30T10:00:00+08:00')
const [lin, zhao] = ['lin', 'zhao'].map((id) => ({ id, name: id, role: 'admin' }))
const area = { id: '320613004006', ancestors: ['320613004006', '320600000000'] }
const wanted: WantedHold = { residentId: 'r1', ground: 'litigation', documentNumber: '（2026）苏0613民初1号', until: '2027-06-30' }

describe('a legal hold', () => {
  it('is of one thing: a resident, a ticket, or a kind', () => {
    const { set, events } = put(wanted, area, { by: lin, now })
    expect(set).toMatchObject({ state: 'in-force', residentId: 'r1', areaCode: area.id, putBy: { id: 'lin' } })
    expect(events?.[0].data).toEqual({
      holdId: set.id,
      what: 'resident',
      subject: 'r1',
      areaCode: area.id,
      until: '2027-06-30',
      state: 'in-force',
    })
    const one = expect.objectContaining({ code: 'hold-names-one' })
    expect(() => put({ ...wanted, kind: 'matter' }, area, { by: lin, now })).toThrow(one)
    expect(() => put({ ...wanted, residentId: undefined }, area, { by: lin, now })).toThrow(one)
  })

  it('lasts to a day that is still to come', () => {
    expect(() => put({ ...wanted, until: '2026-11-29' }, area, { by: lin, now })).toThrow(expect.objectContaining({ code: 'until-in-the-past' }))
    expect(put({ ...wanted, until: '2026-11-30' }, area, { by: lin, now }).set.until).toBe('2026-11-30')
  })

  it('is lifted by another than who put it, once, and everybody hears of it', () => {
    const hold = put(wanted, area, { by: lin, now }).set as LegalHold
    expect(() => lift(hold, '已结案', { by: lin, now })).toThrow(expect.objectContaining({ code: 'needs-another-person' }))
    const lifted = lift(hold, '已结案', { by: zhao, now })
    expect(lifted.set).toMatchObject({ state: 'lifted', liftedBy: { id: 'zhao' }, reason: '已结案' })
    expect(lifted.events?.[0].data).toMatchObject({ holdId: hold.id, state: 'lifted' })
    expect(() => lift({ ...hold, ...lifted.set }, '再次', { by: zhao, now })).toThrow(expect.objectContaining({ code: 'illegal-transition' }))
  })
})
