import { allCapabilities, clientScopes, isSensitive, may, scopeOfClients, whoMay } from './capabilities'
import { type ProxyScope, proxyScopes, type Role, roles, staffRoles } from './staff'

describe('what somebody may do', () => {
  it('follows from their role, and is nothing where the role has no place in the table', () => {
    expect(may({ role: 'operator' }, 'tickets.dispatch')).toBe(true)
    expect(may({ role: 'worker' }, 'tickets.dispatch')).toBe(false)
    expect(whoMay('visits.carry-out')).toEqual(['provider'])
    expect(may({ role: 'mayor' }, 'tickets.read')).toBe(false)
  })

  it('is what any of the roles may that somebody holds, and nothing that only a role may which they do not hold', () => {
    const small = { role: 'worker', roles: ['worker', 'dispatcher'] }
    expect((['tickets.handle', 'tickets.dispatch', 'tickets.call-back'] as const).map((one) => may(small, one))).toEqual([true, true, false])
    expect(may({ role: 'admin', roles: [] }, 'accounts.manage')).toBe(false)
  })

  it('is parted in the call centre, where somebody holds one of its roles; who was an operator before is all three', () => {
    const parted = ['tickets.record', 'tickets.dispatch', 'tickets.call-back'] as const
    const of = (roles: Role[]) => parted.map((one) => may({ role: roles[0], roles }, one))
    expect([of(['operator']), of(['dispatcher']), of(['callback'])]).toEqual([
      [true, false, false],
      [false, true, false],
      [false, false, true],
    ])
    expect(parted.map((one) => may({ role: 'operator' }, one))).toEqual([true, true, true])
  })

  it('is for an auditor the security log and nothing of persons, for a resident their own', () => {
    const whatOf = (role: Role) => allCapabilities.filter((one) => whoMay(one).includes(role))
    expect(whatOf('auditor')).toEqual(['areas.read', 'sign-in.own', 'retention.read', 'security.read', 'security.acknowledge', 'looks.review'])
    expect(whatOf('terminal')).toEqual(['kiosk.serve'])
    expect(whatOf('resident')).toEqual(['areas.read', 'own.read', 'own.propose', 'own.report', 'own.looks', 'own.family'])
    expect(staffRoles.filter((role) => whatOf(role).some((one) => one.startsWith('own.')))).toEqual([])
    expect(roles.filter((role) => whoMay('accounts.manage').includes(role))).toEqual(['admin'])
  })

  it('is for whoever acts for another what was agreed of that person’s own, and never who has looked, whom they name, or anything of staff’s', () => {
    const of = (...scopes: ProxyScope[]) => allCapabilities.filter((one) => may({ role: 'resident', proxy: { may: scopes } }, one))
    expect([of(), of('see'), of('propose'), of('report')]).toEqual([[], ['own.read'], ['own.propose'], ['own.report']])
    expect(of(...proxyScopes)).toEqual(['own.read', 'own.propose', 'own.report'])
    const worker = { role: 'worker', proxy: { may: proxyScopes } }
    expect(allCapabilities.filter((one) => may(worker, one))).toEqual([])
  })

  it('is for a program what its token names, of what programs may be granted, whatever else it says of itself', () => {
    const program = (scopes: string[], more: object = {}) =>
      allCapabilities.filter((one) => may({ role: 'gateway', client: { scopes }, ...more }, one))
    expect(program([])).toEqual([])
    expect(program(['tickets.record', 'areas.read'])).toEqual(['areas.read', 'tickets.record'])
    expect(program([...allCapabilities], { roles: ['admin', 'operator'] })).toEqual(allCapabilities.filter((one) => clientScopes.includes(one)))
    expect(may({ role: 'gateway' }, 'areas.read')).toBe(false)
    expect(may({ role: 'worker', client: { scopes: ['areas.read'] } }, 'notices.publish')).toBe(false)
  })

  it('is never for a program what shows people whole, gives rights or reads the log of them', () => {
    expect(clientScopes.filter((one) => isSensitive(one) || /\.(manage|set|change|reveal|search|identify|erase)$/.test(one))).toEqual([])
    expect(clientScopes.filter((one) => scopeOfClients(one)?.confirmed)).toEqual(['tickets.read'])
    expect([scopeOfClients('residents.reveal'), scopeOfClients('constructor')]).toEqual([undefined, undefined])
  })

  it('is not done by a session that may have ended, where it lets somebody in as another, shows what they were sent, or cannot be taken back', () => {
    expect((['resident-cards.issue', 'messages.manage', 'residents.erase'] as const).map(isSensitive)).toEqual([true, true, true])
  })
})
