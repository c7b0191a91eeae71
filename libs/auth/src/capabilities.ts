import type { Role } from './staff'

export type { Role, Staff } from './staff'

/**
 * What can be done, and by whom: the one table behind every door (`@May('tickets.read')`) and every rule that asks who somebody is. What they may do it *to* (the
 * area, the unit, the state) is each feature's own question, asked after this one.
 */
const capabilities = {
  'areas.read': ['operator', 'worker', 'coordinator', 'admin'],
  'areas.change': ['admin'],
  'calendar.read': ['operator', 'worker', 'coordinator', 'provider', 'admin'],
  'calendar.set': ['admin'],
  'units.read': ['operator', 'worker', 'coordinator', 'admin'],
  'notices.read': ['operator', 'worker', 'coordinator', 'admin'],
  'notices.publish': ['admin'],
  'residents.read': ['operator', 'worker', 'coordinator', 'admin'],
  'residents.register': ['operator', 'worker', 'admin'],
  'residents.import': ['operator', 'worker', 'admin'],
  'residents.change': ['admin'],
  'residents.reveal': ['operator', 'worker'],
  'timeline.read': ['operator', 'admin'],
  'moves.ask': ['operator', 'worker', 'admin'],
  'moves.decide': ['worker', 'admin'],

  'callers.identify': ['operator'],
  'tickets.read': ['operator', 'worker', 'coordinator', 'admin'],
  'tickets.record': ['operator', 'worker'],
  'tickets.answer': ['operator', 'worker'],
  'tickets.dispatch': ['operator'],
  'tickets.handle': ['worker'],
  'tickets.call-back': ['operator'],
  'tickets.know-reporters': ['operator'],
  'tickets.tell-codes': ['operator'],
  'tickets.reveal': ['operator', 'worker'],
  'claims.check': ['operator', 'worker', 'admin'],

  'care-requests.assign': ['coordinator'],
  'providers.manage': ['coordinator'],
  'elderly.read': ['coordinator'],
  'visits.carry-out': ['provider'],

  'kiosk.serve': ['terminal'],
  'terminals.read': ['admin'],

  'accounts.manage': ['admin'],
  'terminals.manage': ['admin'],
  'signing-keys.manage': ['admin'],
  'parked.manage': ['admin'],
  'jobs.read': ['admin'],
  'jobs.cancel': ['admin'],
  'security.read': ['auditor'],
  'security.acknowledge': ['auditor'],
} as const satisfies Record<string, readonly Role[]>

export type Capability = keyof typeof capabilities

/** The roles that may. */
export const whoMay = (capability: Capability): readonly Role[] => capabilities[capability]

/** Whoever has a role that nobody here knows may nothing. */
export const may = ({ role }: { role: string }, capability: Capability): boolean => whoMay(capability).some((one) => one === role)
