import { type Dwelling, keyOf, record, update, withoutKeyHolder } from './dwelling'
import { dwellingKeys, dwellingKeysAsked } from './dwelling-keys'

const now = new Date('2026-11-30T10:00:00+08:00')
const community = { id: '320613004006', ancestors: ['320613004006', '320613004000', '320613000000', '320600000000'] }
const by = { id: 'zhou', name: '周敏', role: 'worker', account: 'zhou' }
const wanted = { estate: '易家桥新村', building: '3幢', unit: '2单元', room: '501室' }
const stored = record(wanted, community, { by, now, id: 'd' }).set as Dwelling

describe('a dwelling', () => {
  it('is recorded with its address told as one line', () => {
    expect(record({ ...wanted, position: { latitude: 32.01, longitude: 120.86, accuracy: 8 } }, community, { by, now, id: 'd' })).toMatchObject({
      set: { ...wanted, areaCode: community.id, keyHolders: [], recordedBy: { id: 'zhou' } },
      events: [{ name: 'information-network.dwelling-recorded', data: { dwellingId: 'd', address: '易家桥新村3幢2单元501室' } }],
    })
  })

  it.each([
    { building: '3栋', unit: '2', room: '501' },
    { building: '３号楼', unit: '2单元', room: '５０１室' },
    { building: '3#', unit: ' 2 单元', room: '501户' },
  ])('is the same however it is written: %j', (other) => {
    expect(keyOf({ ...wanted, ...other }, community.id)).toBe(stored.key)
  })

  it.each([{ building: '13幢' }, { unit: '1单元' }, { room: '502室' }, { estate: '易家桥' }, { room: undefined }])('is another one: %j', (other) => {
    expect(keyOf({ ...wanted, ...other }, community.id)).not.toBe(stored.key)
  })

  it('is changed in what differs, and only in that', () => {
    expect(update(stored, { ...wanted, tenure: 'rented' })).toMatchObject({ set: { tenure: 'rented' } })
    expect(update(stored, { ...wanted, keyHolders: [] })).toBeUndefined()
    expect(update(stored, { room: '502室' })?.set).toEqual({ room: '502室', key: keyOf({ ...wanted, room: '502' }, community.id) })
  })

  it('is held by nobody who is forgotten', () => {
    const daughter = { name: '王秀', residentId: 'daughter' }
    const held = { ...stored, keyHolders: [daughter, { name: '对门' }] }
    expect(withoutKeyHolder(held, 'daughter')).toEqual({ set: { keyHolders: [{ name: '对门' }] } })
    expect(withoutKeyHolder(held, 'another')).toBeUndefined()
  })

  it.each(['易家桥 3栋 501', '易家桥新村3号楼501室', '桥新 501', '３＃', '易家桥新村3幢2单元501室'])('is found by %s', (text) => {
    const keys = dwellingKeysAsked(text)
    expect(keys.length).toBeGreaterThan(0)
    expect(dwellingKeys(stored)).toEqual(expect.arrayContaining(keys))
  })

  it.each(['易家桥 4栋', '501室 502室', '翠竹', '…'])('is not found by %s', (text) => {
    const keys = dwellingKeysAsked(text)
    expect(keys.length && keys.every((key) => dwellingKeys(stored).includes(key))).toBeFalsy()
  })
})
