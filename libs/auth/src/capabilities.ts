import { type ActingFor, type Holder, type ProxyScope, type Role, rolesOf, staffRoles } from './staff'

export type { ClientTerms, Holder, Role, Staff } from './staff'
export { heldBy, roles, rolesOf, staffRoles } from './staff'

/** The call centre: who records, who dispatches, who calls back. A small city gives all three to one person. */
const centre = ['operator', 'dispatcher', 'callback'] as const
/** Those of a unit to whom matters come: a community's workers, a department's. */
const unit = ['worker', 'handler', 'liaison'] as const
/** Who has matters of people in hand, and looks up what is open to all of them. */
const desks = [...centre, 'supervisor', 'quality', ...unit, 'grid-worker', 'coordinator', 'duty', 'clerk', 'admin'] as const

/** Who looks into the register of people, homes and households, and who writes down what becomes of them. */
const readers = ['operator', 'worker', 'grid-worker', 'coordinator', 'clerk', 'admin'] as const
const keepers = ['worker', 'grid-worker', 'clerk', 'admin'] as const

/**
 * What can be done, and by whom: the one table behind every door (`@May('tickets.read')`) and every rule that asks who somebody is. What they may do it *to* (the
 * area, the unit, the state) is each feature's own question, asked after this one.
 */
const capabilities = {
  /** How the city is divided is no secret, and everybody is at work or at home somewhere. */
  'areas.read': [...staffRoles, 'resident'],
  'areas.change': ['admin'],
  'calendar.read': [...desks, 'provider'],
  'calendar.set': ['admin'],
  'units.read': desks,
  'notices.read': desks,
  'notices.publish': ['admin'],
  'residents.read': readers,
  'residents.register': ['operator', 'worker', 'grid-worker', 'clerk', 'admin'],
  'residents.import': ['operator', 'worker', 'admin'],
  'residents.change': ['admin'],
  'residents.record-events': keepers,
  'residents.reveal': ['operator', 'worker', 'grid-worker', 'clerk'],
  'residents.search': ['operator', 'worker', 'grid-worker', 'clerk'],
  'residents.erase': ['admin'],
  'holds.put': ['admin'],
  'dwellings.read': readers,
  'dwellings.keep': keepers,
  'households.read': readers,
  'households.keep': keepers,
  'timeline.read': ['operator', 'admin'],
  'moves.ask': ['operator', 'worker', 'admin'],
  'moves.decide': ['worker', 'admin'],
  'corrections.decide': ['worker'],

  'callers.identify': ['operator'],
  'tickets.read': desks,
  'tickets.record': ['operator', 'worker', 'grid-worker', 'clerk'],
  'tickets.answer': ['operator', 'worker'],
  'tickets.dispatch': ['dispatcher'],
  'tickets.handle': unit,
  'tickets.call-back': ['callback'],
  /** To know what waits for oneself. */
  'tickets.take-up': [...centre, ...unit],
  /** To look over all matters of the own area, as the call centre does. */
  'tickets.follow': [...centre, 'supervisor', 'quality', 'duty'],
  'tickets.know-reporters': ['operator', 'callback'],
  'tickets.tell-codes': ['operator'],
  'tickets.reveal': ['operator', 'callback', 'worker', 'handler'],
  'tickets.find-people': ['operator', 'callback', 'worker', 'handler'],
  'claims.check': ['operator', 'worker', 'grid-worker', 'admin'],

  'care-requests.assign': ['coordinator'],
  'providers.manage': ['coordinator'],
  'elderly.read': ['coordinator'],
  'visits.carry-out': ['provider'],

  'kiosk.serve': ['terminal'],
  'terminals.read': ['admin'],

  'sign-in.own': staffRoles,
  'accounts.manage': ['admin'],
  'clients.manage': ['admin'],
  'resident-cards.issue': ['worker', 'attendant', 'clerk'],
  'family-proxies.record': ['worker', 'clerk'],
  'messages.manage': ['admin'],
  'terminals.manage': ['admin'],
  'signing-keys.manage': ['admin'],
  'parked.manage': ['admin'],
  'jobs.read': ['admin'],
  'retention.read': ['admin', 'auditor'],
  'jobs.cancel': ['admin'],
  'security.read': ['auditor'],
  'security.acknowledge': ['auditor'],
  'staff-alarms.read': ['admin'],
  'looks.review': ['auditor'],

  /** Of a resident, what is their own (`residentOf`): to see it, to say what is wrong in it, to report a matter, to see who looked, and to let the family act. */
  'own.read': ['resident'],
  'own.propose': ['resident'],
  'own.report': ['resident'],
  'own.looks': ['resident'],
  'own.family': ['resident'],
} as const satisfies Record<string, readonly Role[]>

export type Capability = keyof typeof capabilities

/** What shows people whole (themselves, too) or forgets them, or gives rights: nobody does it by a session of which it cannot be known whether it has ended (`EndedSessions`). */
const sensitive: ReadonlySet<Capability> = new Set<Capability>([
  'residents.reveal',
  'residents.erase',
  'corrections.decide',
  'holds.put',
  'resident-cards.issue',
  'family-proxies.record',
  'messages.manage',
  'callers.identify',
  'tickets.reveal',
  'visits.carry-out',
  'accounts.manage',
  'providers.manage',
  'clients.manage',
  'terminals.manage',
  'signing-keys.manage',
  'parked.manage',
  'security.read',
  'security.acknowledge',
  'looks.review',
  'own.read',
  'own.looks',
  'own.family',
])
export const isSensitive = (capability: Capability): boolean => sensitive.has(capability)

interface Appointment {
  /** By an admin of the whole city alone. */
  city?: true
  /** Not in force until another admin agrees. */
  confirmed?: true
  /** Beside no other role: who watches the others is none of them. */
  alone?: true
}

/** How a role is given where an admin of its area does not simply give it. */
const appointments: Partial<Record<Role, Appointment>> = {
  operator: { confirmed: true },
  dispatcher: { confirmed: true },
  callback: { confirmed: true },
  supervisor: { confirmed: true },
  auditor: { city: true, confirmed: true, alone: true },
  admin: { confirmed: true },
}
export const appointmentOf = (role: Role): Appointment => appointments[role] ?? {}

interface ClientScope {
  /** Shows what people said, to a program that nobody watches: not in force until another admin agrees. */
  confirmed?: true
}

/**
 * What a program may ever be granted, each the word of a capability. No more than there are doors that some program of a city asks at: another of these comes with the door
 * that needs it. Never what shows people whole, gives rights or reads the security log, for which somebody has to answer who is there.
 */
const scopes: Partial<Record<Capability, ClientScope>> = {
  /** Which code a place has, and which unit a matter may be about. */
  'areas.read': {},
  'units.read': {},
  /** Days off and worked, by which terms run. */
  'calendar.read': {},
  /** For a city's own page, or its screens. */
  'notices.read': {},
  /** The city's 12345, or an exchange, passes on what it was told; the answer says number and query code. */
  'tickets.record': {},
  /** How matters stand. Their reporters are masked, their words are not. */
  'tickets.read': { confirmed: true },
}
const scopeTable = new Map(Object.entries(scopes))
export const clientScopes = Object.keys(scopes) as Capability[]
/** How a program is granted it; undefined where none ever is. */
export const scopeOfClients = (capability: string): ClientScope | undefined => scopeTable.get(capability)

/** The roles that may. */
export const whoMay = (capability: Capability): readonly Role[] => capabilities[capability]

export const allCapabilities = Object.keys(capabilities) as Capability[]

/** What of somebody's own another may do for them who agreed with them on this; all else is for nobody but themselves: who has looked, and to name whoever acts for them. */
const forOthers: Partial<Record<Capability, ProxyScope>> = { 'own.read': 'see', 'own.propose': 'propose', 'own.report': 'report' }
const isAgreed = ({ may }: Pick<ActingFor, 'may'>, capability: Capability): boolean => may.some((scope) => scope === forOthers[capability])

/** By any of the roles that somebody holds; a program by what its token names of what programs may be granted. Whoever has a role that nobody here knows may nothing. */
export const may = (by: Holder, capability: Capability): boolean => {
  if (by.role === 'gateway') return scopeOfClients(capability) !== undefined && (by.client?.scopes.includes(capability) ?? false)
  const who: readonly string[] = capabilities[capability]
  return rolesOf(by).some((role) => who.includes(role)) && (!by.proxy || isAgreed(by.proxy, capability))
}
