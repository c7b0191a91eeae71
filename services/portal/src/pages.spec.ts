import type { Role } from '@yiwang/auth/capabilities'
import { addressOf, homeOf, linksOf, nowAt, pages, pagesOf } from './pages'

/** Those who have no page yet begin at words that say so. */
const homes: Record<Role, string | undefined> = {
  operator: '/tickets',
  dispatcher: '/tickets',
  callback: '/tickets',
  supervisor: '/tickets',
  quality: '/tickets',
  duty: '/tickets',
  handler: '/today',
  liaison: '/today',
  worker: '/today',
  'grid-worker': '/record',
  clerk: '/record',
  coordinator: '/requests',
  provider: '/visits',
  auditor: '/security',
  admin: '/residents',
  terminal: '/kiosk',
  assessor: undefined,
  'provider-office': undefined,
  attendant: undefined,
  merchant: undefined,
  mediator: undefined,
  accountant: undefined,
  resident: undefined,
  gateway: undefined,
}
const roles = Object.keys(homes) as (keyof typeof homes)[]

describe('the table of pages', () => {
  it('gives everybody a page to begin at', () => {
    expect(Object.fromEntries(roles.map((role) => [role, homeOf({ role }) && addressOf(homeOf({ role }) as (typeof pages)[number])]))).toEqual(homes)
  })
  it('has for several roles what it has for each of them, at each address once', () => {
    // A program is never anything else beside it.
    const people = roles.filter((one) => one !== 'gateway')
    for (const one of people)
      for (const other of people) {
        const paths = pagesOf({ role: one, roles: [one, other] }).map(({ path }) => path)
        expect(paths).toEqual([...new Set(paths)])
        for (const { path } of [...pagesOf({ role: one, roles: [one] }), ...pagesOf({ role: other, roles: [other] })])
          expect(paths.includes(path) || path.startsWith('/record')).toBe(true)
      }
  })
  it('gives whoever has to put their sign-in right that page alone', () => {
    for (const role of roles.filter((one) => !['terminal', 'resident', 'gateway'].includes(one))) {
      expect(pagesOf({ role, must: 'own-password' }).map(({ path }) => path)).toEqual(['/me'])
      expect(homeOf({ role, must: 'own-password' })?.path).toBe('/me')
    }
  })
  it('links to addresses, not to patterns', () => {
    expect(linksOf({ role: 'worker' }).map(addressOf)).toEqual(['/today', '/record', '/residents'])
    expect(linksOf({ role: 'admin' }).map(addressOf)).toContain('/messages')
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
