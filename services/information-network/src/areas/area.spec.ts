import type { Area } from '@yiwang/platform'
import { type DeclaredArea, declare } from './area'

const declared: DeclaredArea = {
  code: '320613004006',
  name: '易家桥社区居委会',
  level: 'community',
  parent: '320613004000',
  ancestors: ['320613004006', '320613004000', '320613000000', '320600000000'],
  placeholder: false,
}
const known = declare(undefined, declared)?.set as Area

describe('an area', () => {
  it('is told to every service when it is new', () => {
    expect(declare(undefined, declared)).toMatchObject({
      set: { id: declared.code, name: '易家桥社区居委会' },
      events: [{ name: 'information-network.area-changed', data: declared }],
    })
  })

  it('is told again only when something differs', () => {
    expect(declare(known, declared)).toBeUndefined()
    expect(declare(known, { ...declared, validTo: '2027-01-01' })?.set.validTo).toBe('2027-01-01')
    expect(declare(known, { ...declared, parent: '320613003000', ancestors: ['320613004006', '320613003000'] })?.events).toHaveLength(1)
  })
})
