import type { Role } from '@yiwang/auth/capabilities'
import { addressOf, homeOf, linksOf, nowAt, pages, pagesOf } from './pages'

const homes: Record<Role, string> = {
  operator: '/tickets',
  worker: '/today',
  coordinator: '/requests',
  provider: '/visits',
  auditor: '/security',
  admin: '/residents',
  terminal: '/kiosk',
}
const roles = Object.keys(homes) as Role[]

describe('the table of pages', () => {
  it('gives everybody a page to begin at', () => {
    for (const role of roles) expect(homeOf({ role })?.path).toBe(homes[role])
  })
  it('has two pages at one address only for different people', () => {
    for (const role of roles) {
      const paths = pagesOf({ role }).map(({ path }) => path)
      expect(paths).toEqual([...new Set(paths)])
    }
  })
  it('links to addresses, not to patterns', () => {
    expect(linksOf({ role: 'worker' }).map(addressOf)).toEqual(['/today', '/record', '/residents'])
    for (const page of pages.filter(({ link }) => link)) expect(addressOf(page)).not.toContain(':')
  })
  it.each([
    ['/operator', '/'],
    ['/operator/new/1700000000000', '/calls/new/1700000000000'],
    ['/operator/tickets/t', '/tickets/t'],
    ['/worker/record', '/record'],
    ['/admin/residents/moves', '/residents/moves'],
    ['/provider/', '/'],
    ['/providers', undefined],
    ['/kiosk', undefined],
  ])('leads from %s, where it was before, to %s', (before, now) => {
    expect(nowAt(before)).toBe(now)
  })
})
