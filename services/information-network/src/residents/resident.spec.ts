import { originOf } from './origin'
import { introduceForCare, introduceOfAge, type Resident, register, requireSamePerson, update } from './resident'

const now = new Date('2026-11-22T10:00:00+08:00')
const community = { id: '320613004006', ancestors: ['320613004006', '320613004000', '320613000000', '320600000000'] }
const other = { id: '320613004001', ancestors: ['320613004001', '320613004000', '320613000000', '320600000000'] }
const wanted = { name: '王桂英', identityNumber: '11010519491231002X', phone: '13800138000', address: '易家桥新村1幢101室' }
const registered = register(wanted, community, now).set as Resident

describe('a resident', () => {
  it('is registered in a community and told to the others without the identity number', () => {
    const { set, events = [] } = register({ ...wanted, tags: ['living-alone', 'elderly', 'elderly'] }, community, now)

    expect(set).toMatchObject({
      ...wanted,
      areaCode: community.id,
      areas: community.ancestors,
      tags: ['elderly', 'living-alone'],
      synthetic: false,
      registeredAt: now,
    })
    expect(events.map(({ name }) => name)).toEqual(['information-network.resident-registered'])
    expect(events[0].data).toMatchObject({ residentId: set.id, areaCode: community.id, name: '王桂英', phone: '13800138000', birthYear: 1949 })
    expect(JSON.stringify(events)).not.toContain(wanted.identityNumber)
  })

  it('is not registered with a wrong check digit', () => {
    expect(() => register({ ...wanted, identityNumber: '110105194912310021' }, community, now)).toThrow(
      expect.objectContaining({ code: 'invalid-identity-number' }),
    )
  })

  it('moves, and everybody hears of all that they may know', () => {
    const decision = update(registered, { phone: '051385123456' }, other)
    expect(decision?.set).toEqual({ phone: '051385123456', areaCode: other.id, areas: other.ancestors })
    expect(decision?.events).toMatchObject([
      { name: 'information-network.resident-updated', data: { areaCode: other.id, phone: '051385123456', name: '王桂英' } },
    ])
  })

  it('needs no number where the day of birth is known, and no telephone', () => {
    const { set, events } = register({ name: '小宝', birthDate: '2026-11-01', address: '1幢' }, community, now)
    expect(set).toMatchObject({ birthDate: '2026-11-01', name: '小宝' })
    expect(events?.[0].data).toMatchObject({ birthYear: 2026 })
    const refused = (code: string, field: string) => expect.objectContaining({ code, details: { field } })
    expect(() => register({ name: '小宝', address: '1幢' }, community, now)).toThrow(refused('birth-date-needed', 'birthDate'))
    expect(() => register({ name: '小宝', birthDate: '2026-11-23', address: '1幢' }, community, now)).toThrow(refused('born-later', 'birthDate'))
  })

  it('is born when the number says, and is what it says', () => {
    expect(registered).toMatchObject({ birthDate: '1949-12-31', sex: 'female' })
    const refused = (code: string, field: string) => expect.objectContaining({ code, details: { field } })
    expect(() => register({ ...wanted, birthDate: '1949-12-30' }, community, now)).toThrow(refused('birth-date-differs', 'birthDate'))
    expect(() => register({ ...wanted, sex: 'male' }, community, now)).toThrow(refused('sex-differs', 'sex'))
    expect(() => update(registered, { birthDate: '1949-12-30' })).toThrow(refused('birth-date-differs', 'birthDate'))
    expect(update({ ...registered, birthDate: undefined, sex: undefined }, { birthDate: '1949-12-31' })?.set).toEqual({
      birthDate: '1949-12-31',
      sex: 'female',
    })
  })

  it('is not what was shown masked', () => {
    const masked = (changes: object, field: string) =>
      expect(() => update(registered, changes)).toThrow(expect.objectContaining({ code: 'masked-value', details: { field } }))
    masked({ address: '易家桥新村****' }, 'address')
    masked({ otherPhones: [{ number: '13800138001', whose: '女儿**' }] }, 'otherPhones.0.whose')
  })

  it('says of each value how it is known, the latest last', () => {
    const [told, seen] = (['told', 'document'] as const).map((certainty) => ({ at: now, door: 'counter' as const, certainty }))
    const first = register(wanted, community, now, { origin: told }).set as Resident
    const { set } = update(first, { phone: '051385123456' }, undefined, seen) ?? { set: {} }
    const then = { ...first, ...set } as Resident
    expect(['phone', 'address'].map((field) => originOf(then, field)?.certainty)).toEqual(['document', 'told'])
    expect(update(then, { phone: '051385123457', address: '2幢' }, undefined, told)?.set.origins).toEqual([{ ...told, fields: ['phone', 'address'] }])
  })

  it('stays quiet where nothing differs', () => {
    expect(update(registered, {})).toBeUndefined()
    expect(update(registered, { phone: wanted.phone, tags: [] }, community)).toBeUndefined()
  })

  it('is the same person only under the same name, and to whoever may see them', () => {
    expect(() => requireSamePerson(registered, wanted, true)).not.toThrow()
    const refused = expect.objectContaining({ code: 'identity-number-registered', details: { field: 'identityNumber' } })
    expect(() => requireSamePerson(registered, { name: '李秀兰' }, true)).toThrow(refused)
    for (const name of [wanted.name, '李秀兰']) expect(() => requireSamePerson(registered, { name }, false)).toThrow(refused)
  })

  it('is introduced in the year in which they are 60, unless they are elderly by their tag, erased or here no more', () => {
    const told = introduceOfAge(registered, 2009)
    expect(told).toMatchObject({
      set: {},
      events: [{ name: 'information-network.resident-introduced', data: { residentId: registered.id, birthYear: 1949 } }],
    })
    for (const year of [2008, 2010]) expect(introduceOfAge(registered, year)).toBeUndefined()
    for (const other of [
      { tags: ['elderly' as const] },
      { erasedAt: now },
      { left: { how: 'died' as const, on: '2008-05-01', at: now, by: { id: 's', name: '周敏', role: 'worker' } } },
    ])
      expect(introduceOfAge({ ...registered, ...other }, 2009)).toBeUndefined()
  })

  it('is introduced where care is asked for and they are younger, only in an area that they live in', () => {
    const before = new Date('2008-12-31T23:59:59+08:00')
    for (const area of community.ancestors) expect(introduceForCare(registered, area, before)?.events).toHaveLength(1)
    expect(introduceForCare(registered, other.id, before)).toBeUndefined()
    expect(introduceForCare(registered, community.id, now)).toBeUndefined()
    expect(introduceForCare({ ...registered, erasedAt: now }, community.id, before)).toBeUndefined()
  })
})
