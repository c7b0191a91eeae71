import { originOf } from '../residents/origin'
import { type Resident, register } from '../residents/resident'
import { comeBack, correctNumber, die, moveAway, rename } from './life-event'

const now = new Date('2026-11-30T10:00:00+08:00')
const community = { id: '320613004006', ancestors: ['320613004006', '320600000000'] }
const by = { id: 'zhou', name: '周敏', role: 'worker' }
const origin = { at: now, door: 'counter' as const, certainty: 'document' as const, by }
const at = (on: string) => ({ by, now, on, origin })
const wanted = { name: '王桂英', identityNumber: '11010519491231002X', phone: '13800138000', address: '易家桥新村1幢101室' }
const wang = register(wanted, community, now, { id: 'wang', origin: { ...origin, certainty: 'told' } }).set as Resident
const refused = (code: string, field?: string) => expect.objectContaining({ code, ...(field && { details: { field } }) })

describe('what becomes of a resident', () => {
  it('is known from the day on which it was so, and told with what they are now', () => {
    const { set, events } = die(wang, at('2026-11-20'))
    expect(set).toMatchObject({ left: { how: 'died', on: '2026-11-20', at: now, by: { id: 'zhou' } } })
    expect(events).toMatchObject([
      { name: 'information-network.resident-updated', data: { residentId: 'wang', left: 'died' } },
      { name: 'information-network.resident-died', data: { residentId: 'wang', areaCode: community.id, on: '2026-11-20' } },
    ])
  })

  it('happens to somebody who is here, between birth and today', () => {
    const dead = { ...wang, ...die(wang, at('2026-11-20')).set } as Resident
    expect(() => die(dead, at('2026-11-21'))).toThrow(refused('here-no-more'))
    expect(() => moveAway(dead, undefined, at('2026-11-21'))).toThrow(refused('here-no-more'))
    expect(() => comeBack(wang, at('2026-11-21'))).toThrow(refused('still-here'))
    expect(() => die(wang, at('2026-12-01'))).toThrow(refused('in-the-future', 'on'))
    expect(() => die(wang, at('1949-12-30'))).toThrow(refused('before-birth', 'on'))
    const gone = { ...wang, ...moveAway(wang, '如皋市', at('2026-10-01')).set } as Resident
    expect(gone.left).toMatchObject({ how: 'moved-away', to: '如皋市' })
    expect(die(gone, at('2026-11-20')).set).toMatchObject({ left: { how: 'died' } })
    expect(comeBack(gone, at('2026-11-20')).set).toHaveProperty('left', undefined)
    expect(comeBack(dead, at('2026-11-20')).set).toHaveProperty('left', undefined)
  })

  it('ends what they are in their households', () => {
    const memberships = [
      { householdId: 'before', role: 'child' as const, from: '1949-12-31', until: '1970-01-01' },
      { householdId: 'now', role: 'spouse' as const, from: '1970-01-01' },
    ]
    expect(die({ ...wang, memberships }, at('2026-11-20')).set.memberships).toEqual([memberships[0], { ...memberships[1], until: '2026-11-20' }])
  })

  it('keeps what they were called, and how the new name is known', () => {
    const { set, events } = rename(wang, '王桂芳', at('2026-11-20'))
    expect(set).toMatchObject({ name: '王桂芳', formerNames: ['王桂英'] })
    expect(originOf(set, 'name')).toMatchObject({ certainty: 'document' })
    expect(events?.at(-1)).toMatchObject({
      name: 'information-network.resident-renamed',
      data: { name: '王桂芳', formerName: '王桂英', on: '2026-11-20' },
    })
    expect(() => rename(wang, '王桂英', at('2026-11-20'))).toThrow(refused('same-name', 'name'))
    expect(() => rename(wang, '王**', at('2026-11-20'))).toThrow(refused('masked-value', 'name'))
  })

  it('may be another number, with what it says of them', () => {
    const born = register({ name: '小宝', birthDate: '2026-11-01', address: '1幢' }, community, now, { id: 'baby' }).set as Resident
    const { set, events } = correctNumber(born, '440524188001010014', at('2026-11-20'))
    expect(set).toMatchObject({ identityNumber: '440524188001010014', birthDate: '1880-01-01', sex: 'male' })
    expect(JSON.stringify(events)).not.toContain('440524188001010014')
    expect(() => correctNumber(wang, wanted.identityNumber, at('2026-11-20'))).toThrow(refused('same-number', 'identityNumber'))
    expect(() => correctNumber(wang, '440524188001010015', at('2026-11-20'))).toThrow(refused('invalid-identity-number', 'identityNumber'))
  })
})
