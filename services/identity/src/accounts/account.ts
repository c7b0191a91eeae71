import { may, type Role, type Staff, whoMay } from '@yiwang/auth/capabilities'
import { type Day, type Decision, DomainError, type DomainEvent, dayOf, newId } from '@yiwang/domain'
import { event } from '../events'
import {
  type Assignment,
  assignmentsOf,
  commonAreas,
  givenAgain,
  inForce,
  standing,
  type WantedAssignment,
  withConfirmed,
  withOneLess,
  withOneMore,
} from './assignment'
import type { GivenPassword } from './given-password'
import type { Line } from './line'
import type { FactorReset, OfferedFactor, SecondFactor } from './second-factor'
import { isAsleep, isSomebodys } from './sleeping'

/** A member of staff, or a terminal: whoever signs in with a name and a secret. */
export interface Account {
  id: string
  account: string
  name: string
  /** That of the first assignment, with its place. */
  role: Role
  areaCode: string
  /** The smallest area that all its places lie in, and every area above that: whose admins see it. */
  areas: string[]
  unitId?: string
  /** What its holder does, and where; empty where role and area above are all of it. */
  assignments?: Assignment[]
  /** The areas whose admin this is, by what is in force. */
  adminOf?: string[]
  /** Whether one of its assignments is yet to be confirmed. */
  unconfirmed?: boolean
  /** The next day on which one of its assignments begins, or has ended. */
  turnsOn?: Day
  /** When what it may do last changed: tokens of before are over. */
  rightsAt?: Date
  /** By which its holder worked last. */
  lastAssignment?: string
  passwordHash: string
  /** Somebody else set it; absent: it is the person's own. */
  passwordGiven?: GivenPassword
  /** When somebody else last set it. */
  passwordResetAt?: Date
  secondFactor?: SecondFactor
  secondFactorOffered?: OfferedFactor
  /** An admin asks that their second factor be taken away; another one has to say so too. */
  factorResetAsked?: FactorReset
  disabled: boolean
  /** A terminal's, for whoever looks after the device: without it nobody signs the terminal out on its screen. */
  pinHash?: string
  /** Wrong PINs since the last right one. */
  pinFailures?: number
  pinLockedUntil?: Date
  /** Whether others were told of it: accounts of before were not. */
  told?: boolean
  /** When its owner last signed in, to the day. Devices have none. */
  usedAt?: Date
  /** Sessions begun before are over: the password was changed or the account disabled. */
  sessionsFrom: Date
  /** But this one, in which its owner changed how they sign in. */
  sessionKept?: string
  createdAt: Date
}

export type WantedAccount = Pick<
  Account,
  'account' | 'name' | 'role' | 'areaCode' | 'areas' | 'unitId' | 'passwordHash' | 'passwordGiven' | 'pinHash'
> & {
  id?: string
  assignments?: Assignment[]
}
export type AccountChange = Partial<Pick<Account, 'name' | 'disabled' | 'passwordHash' | 'passwordGiven' | 'pinHash'>>

/** What two accounts may not have in common: nobody shall pass for `operator` by writing `Operator`. */
export const loginOf = (account: string): string => account.toLowerCase()

export function openAccount(
  { id = newId(), assignments = [], ...wanted }: WantedAccount,
  now: Date,
  events: (account: Account) => DomainEvent[] = () => [],
): Decision<Account> {
  const held = { ...wanted, assignments }
  const account: Account = {
    ...held,
    ...standing(held, dayOf(now)),
    ...(wanted.passwordGiven && { passwordResetAt: now }),
    ...(isSomebodys(wanted) && { usedAt: now }),
    id,
    disabled: false,
    sessionsFrom: now,
    createdAt: now,
  }
  return telling(account, account, now, events(account))
}

/** A new password and disabling end every session that is open; a new PIN ends none. `opener`: whoever lets in again whom nobody expects to come (`givenAgain`). */
export function changeAccount(
  account: Account,
  { name, disabled, passwordHash, passwordGiven, pinHash }: AccountChange,
  now: Date,
  opener?: Pick<Acting, 'by' | 'line'>,
): Decision<Account> {
  const isOpened = (account.disabled && disabled === false) || (passwordGiven !== undefined && isAsleep(account, now))
  const assignments = opener && isOpened ? givenAgain(account, { ...opener, now }) : undefined
  const seen = { ...(name !== undefined && { name }), ...(disabled !== undefined && { disabled }) }
  const set = {
    ...seen,
    ...(assignments && { assignments, ...standing({ ...account, assignments }, dayOf(now)) }),
    ...(passwordHash !== undefined && { passwordHash, passwordGiven, ...(passwordGiven && { passwordResetAt: now }) }),
    ...(pinHash !== undefined && { pinHash, pinFailures: 0, pinLockedUntil: undefined }),
    ...((passwordHash !== undefined || disabled) && { sessionsFrom: now, sessionKept: undefined }),
  }
  return Object.keys(seen).length ? telling({ ...account, ...seen }, set, now) : { set }
}

/** Of an account of before, once. */
export const tell = (account: Account, now: Date): Decision<Account> | undefined => (account.told ? undefined : telling(account, {}, now))

/** What follows from it today, where something begins or has ended. */
export function turn(account: Account, now: Date): Decision<Account> | undefined {
  if (!account.turnsOn || account.turnsOn > dayOf(now)) return undefined
  const set = { ...standing(account, dayOf(now)), rightsAt: now }
  return telling({ ...account, ...set }, set, now)
}

interface Acting {
  by: Pick<Staff, 'id'>
  /** Whose word it is: theirs, and maybe another's. */
  line: Line
  now: Date
  /** Of an area, itself and those above it. */
  above: (areaCode: string) => string[] | undefined
}

/** One more assignment; undefined where it is held already. Throws `not-your-own` for whoever would give it to themselves. */
export const assign = (account: Account, wanted: WantedAssignment, acting: Acting & { alone: boolean }): Decision<Account> | undefined =>
  reassigned(account, acting, () => withOneMore(account, wanted, acting))

export const withdraw = (account: Account, assignmentId: string, acting: Omit<Acting, 'line'>): Decision<Account> | undefined =>
  reassigned(account, acting, () => withOneLess(account, assignmentId))

export const confirm = (account: Account, assignmentId: string, acting: Acting): Decision<Account> | undefined =>
  reassigned(account, acting, () => withConfirmed(account, assignmentId, acting))

function reassigned(
  account: Account,
  { by, now, above }: Omit<Acting, 'line'>,
  decide: () => Assignment[] | undefined,
): Decision<Account> | undefined {
  if (account.id === by.id) throw new DomainError('not-your-own')
  const assignments = decide()
  if (!assignments) return undefined
  const areas = commonAreas(assignments, above)
  // Another was given meanwhile, somewhere else.
  if (!areas) throw new DomainError('version-mismatch')
  const set = { assignments, areas, ...standing({ ...account, assignments }, dayOf(now)), rightsAt: now }
  return telling({ ...account, ...set }, set, now)
}

/** Where the areas have changed. */
export const areasNow = (account: Pick<Account, 'role' | 'areaCode' | 'unitId' | 'assignments'>, above: Acting['above']): { areas?: string[] } => {
  const areas = commonAreas(assignmentsOf(account), above)
  return areas ? { areas } : {}
}

/** Home care has to know who may see a provider's visits; and of whoever no longer makes any, that they do not. */
function telling(account: Account, set: Partial<Account>, now: Date, events: DomainEvent[] = []): Decision<Account> {
  const [provider] = whoMay('visits.carry-out')
  const places = inForce(account, dayOf(now)).filter((one) => may(one, 'visits.carry-out'))
  const [visits] = places
  if (!visits && !account.told) return { set, events }
  const { id: accountId, account: login, name } = account
  const { role, areaCode } = visits ?? { role: provider, areaCode: account.areaCode }
  const disabled = account.disabled || !visits
  return {
    set: { ...set, told: true },
    events: [...events, event('identity.account-changed', { accountId, account: login, name, role, areaCode, ...elsewhere(places), disabled })],
  }
}

/** Of whoever works in several areas, all of them. */
function elsewhere(places: { areaCode: string }[]): { areaCodes?: string[] } {
  const areaCodes = [...new Set(places.map(({ areaCode }) => areaCode))]
  return areaCodes.length > 1 ? { areaCodes } : {}
}
