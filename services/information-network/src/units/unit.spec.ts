import { declareDepartment, keepCommittee, type Unit } from './unit'

const city = { id: '320600000000', ancestors: ['320600000000'] }
const police = { name: '南通市公安局', kind: 'police' as const }

describe('a unit', () => {
  it('is a community’s committee under the area’s own code', () => {
    const community = { id: '320613004006', name: '易家桥社区居委会', ancestors: ['320613004006', '320613004000'] }
    const kept = keepCommittee(undefined, community)
    expect(kept).toEqual({
      set: { id: '320613004006', name: '易家桥社区居委会', kind: 'committee', areaCode: '320613004006', areas: community.ancestors },
    })
    expect(keepCommittee(kept?.set as Unit, community)).toBeUndefined()
    expect(keepCommittee(kept?.set as Unit, { ...community, ancestors: ['320613004006', '320613003000'] })?.set.areas).toEqual([
      '320613004006',
      '320613003000',
    ])
  })

  it('or a department, told when it is new or renamed', () => {
    const made = declareDepartment(undefined, police, city)
    expect(made?.events).toMatchObject([
      { name: 'information-network.unit-changed', data: { unitId: '320600000000-police', kind: 'police', areaCode: city.id } },
    ])
    expect(declareDepartment(made?.set as Unit, police, city)).toBeUndefined()
    expect(declareDepartment(made?.set as Unit, { ...police, name: '南通公安' }, city)?.set).toMatchObject({
      id: '320600000000-police',
      name: '南通公安',
    })
  })
})
