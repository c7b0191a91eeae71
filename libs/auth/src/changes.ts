import type { Capability } from './capabilities'

/** What changes rights, settings or keys, by how its capability is named. */
type Changing = Extract<Capability, `${string}.${'manage' | 'set' | 'change' | 'cancel' | 'confirm'}`> | 'sign-in.own'
export type Change = 'rights' | 'settings' | 'keys' | 'credentials'

/** Which of them the security log has: none is forgotten, since one without a word here does not compile. `undefined`: what is changed is told of by itself. */
const changes = {
  'accounts.manage': 'rights',
  'clients.manage': 'rights',
  'terminals.manage': 'rights',
  'providers.manage': 'rights',
  'signing-keys.manage': 'keys',
  'sign-in.own': 'credentials',
  'areas.change': 'settings',
  'calendar.set': 'settings',
  'parked.manage': 'settings',
  'messages.manage': 'settings',
  'jobs.cancel': 'settings',
  'residents.change': undefined,
} as const satisfies Record<Changing, Change | undefined>

export const changeOf = (capability: Capability): Change | undefined => (changes as Partial<Record<Capability, Change>>)[capability]
