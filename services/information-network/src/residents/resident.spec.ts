import { type Resident, register, requireSamePerson, update } from './resident'

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
    expect(decision?.set).toMatchObject({ phone: '051385123456', address: wanted.address, areaCode: other.id, areas: other.ancestors })
    expect(decision?.events).toMatchObject([
      { name: 'information-network.resident-updated', data: { areaCode: other.id, phone: '051385123456', name: '王桂英' } },
    ])
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
})
