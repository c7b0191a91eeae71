import { randomBytes } from 'node:crypto'
import { Schema } from 'mongoose'
import { encrypted } from './encrypted'
import { Sealing } from './sealing'
import { Vault } from './vault'

const sealing = new Sealing(
  'hotline.callers',
  new Schema({ phone: encrypted({ lookup: (phone) => phone.split('-')[0] }), name: encrypted({ lookup: true }) }),
  new Vault(randomBytes(32)),
)
const hashOf = (fields: { phone?: string; name?: string }, name: 'phone' | 'name') => (sealing.seal(fields, 'c1')[name] as { hash: string }).hash

describe('a sealed field that is looked up', () => {
  it('is found by what its values have in common, where that is said', () => {
    expect(hashOf({ phone: '051385510000-801' }, 'phone')).toBe(hashOf({ phone: '051385510000' }, 'phone'))
    expect(sealing.storedCondition('phone', '051385510000-802')).toBe(hashOf({ phone: '051385510000' }, 'phone'))
    expect(sealing.open(sealing.seal({ phone: '051385510000-801' }, 'c1'), 'c1')).toEqual({ phone: '051385510000-801' })
  })

  it('is found by the whole value where nothing is said', () => {
    expect(hashOf({ name: '王-1' }, 'name')).not.toBe(hashOf({ name: '王' }, 'name'))
  })
})
