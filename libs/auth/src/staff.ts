/** Those of people whom an admin gives an account. */
export const staffRoles = [
  'operator',
  'dispatcher',
  'callback',
  'supervisor',
  'quality',
  'handler',
  'liaison',
  'worker',
  'grid-worker',
  'coordinator',
  'assessor',
  'provider',
  'provider-office',
  'duty',
  'attendant',
  'merchant',
  'clerk',
  'mediator',
  'accountant',
  'auditor',
  'admin',
] as const
export const roles = [...staffRoles, 'resident', 'terminal', 'gateway'] as const
export type Role = (typeof roles)[number]

/** What somebody has to do about their own sign-in before anything else. */
export const duties = ['own-password', 'second-factor'] as const
export type Duty = (typeof duties)[number]

/** What whoever acts for another may do for them (家人代办): look at what the city knows of them, propose corrections of it, report matters. */
export const proxyScopes = ['see', 'propose', 'report'] as const
export type ProxyScope = (typeof proxyScopes)[number]

/** That a resident acts for another, who has agreed to it: as far as this, and no further. */
export interface ActingFor {
  /** The agreement's. */
  id: string
  may: readonly ProxyScope[]
}

/** What a program is held to, as its token says. */
export interface ClientTerms {
  /** The capabilities that it asked for, of those that it was granted. */
  scopes: readonly string[]
  /** Requests a minute. */
  perMinute: number
  /** Addresses and networks (CIDR) that it asks from; anywhere where absent. */
  addresses?: readonly string[]
}

/** Who asks: a member of staff, a resident, a terminal or a program, as their access token says. */
export interface Staff {
  id: string
  account: string
  name: string
  /** The one by which they are named in what they do. */
  role: Role
  /** All that they hold at this place, `role` among them. */
  roles?: readonly Role[]
  /** Their place in the city, 12 digits: what they see and do is this area's subtree. */
  areaCode: string
  /** The unit that they handle matters for, such as a department; a community's worker has none beside the community's own committee. */
  unitId?: string
  /** The organisation that they work for: a provider's, a merchant's. */
  organisationId?: string
  /** The person of the register whose own things they come to: a resident themselves, or for whom they act (`proxy`). */
  residentId?: string
  /** They act for another: `residentId` and `areaCode` are that person's, all else is their own. */
  proxy?: ActingFor
  /** Names the session, and opens nothing: what says that it has ended. Tokens of before have none. */
  sid?: string
  /** A program's alone. */
  client?: ClientTerms
  /** Nothing else is open to them until it is done (`own-password-first`, `second-factor-first`). */
  must?: Duty
}

/** Whoever holds roles; `role` alone is how it was said before there were several. */
export interface Holder {
  role: string
  roles?: readonly string[]
  proxy?: Pick<ActingFor, 'may'>
  client?: Pick<ClientTerms, 'scopes'>
}

/** What is held by one role that is said alone, as accounts and tokens of before say it: an operator did all the work of the call centre. */
export const heldBy = <R extends string>(role: R): (R | Role)[] => (role === 'operator' ? ['operator', 'dispatcher', 'callback'] : [role])

export const rolesOf = ({ role, roles }: Holder): readonly string[] => roles ?? heldBy(role)
