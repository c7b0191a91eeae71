import { may, type Role } from '@yiwang/auth/capabilities'
import { type Decision, type DomainEvent, newId } from '@yiwang/domain'
import { event } from '../events'

/** A member of staff, or a terminal: whoever signs in with a name and a secret. */
export interface Account {
  id: string
  account: string
  name: string
  role: Role
  areaCode: string
  /** The area and every area above it, for the scope of which admin may see it. */
  areas: string[]
  unitId?: string
  passwordHash: string
  disabled: boolean
  /** A terminal's, for whoever looks after the device: without it nobody signs the terminal out on its screen. */
  pinHash?: string
  /** Wrong PINs since the last right one. */
  pinFailures?: number
  pinLockedUntil?: Date
  /** Whether others were told of it: accounts of before were not. */
  told?: boolean
  /** Sessions begun before are over: the password was changed or the account disabled. */
  sessionsFrom: Date
  createdAt: Date
}

export type WantedAccount = Pick<Account, 'account' | 'name' | 'role' | 'areaCode' | 'areas' | 'unitId' | 'passwordHash' | 'pinHash'> & {
  id?: string
}
export type AccountChange = Partial<Pick<Account, 'name' | 'disabled' | 'passwordHash' | 'pinHash'>>

/** What two accounts may not have in common: nobody shall pass for `operator` by writing `Operator`. */
export const loginOf = (account: string): string => account.toLowerCase()

export function openAccount(
  { id = newId(), ...wanted }: WantedAccount,
  now: Date,
  events: (account: Account) => DomainEvent[] = () => [],
): Decision<Account> {
  const account: Account = { ...wanted, id, disabled: false, sessionsFrom: now, createdAt: now }
  return telling(account, account, events(account))
}

/** A new password and disabling end every session that is open; a new PIN ends none. */
export function changeAccount(account: Account, { name, disabled, passwordHash, pinHash }: AccountChange, now: Date): Decision<Account> {
  const seen = { ...(name !== undefined && { name }), ...(disabled !== undefined && { disabled }) }
  const set = {
    ...seen,
    ...(passwordHash !== undefined && { passwordHash }),
    ...(pinHash !== undefined && { pinHash, pinFailures: 0, pinLockedUntil: undefined }),
    ...((passwordHash !== undefined || disabled) && { sessionsFrom: now }),
  }
  return Object.keys(seen).length ? telling({ ...account, ...seen }, set) : { set }
}

/** Of an account of before, once. */
export const tell = (account: Account): Decision<Account> | undefined => (account.told ? undefined : telling(account, {}))

function telling(
  { id: accountId, account, name, role, areaCode, disabled }: Account,
  set: Partial<Account>,
  events: DomainEvent[] = [],
): Decision<Account> {
  // Home care has to know who may see a provider's visits.
  if (!may({ role }, 'visits.carry-out')) return { set, events }
  return {
    set: { ...set, told: true },
    events: [...events, event('identity.account-changed', { accountId, account, name, role, areaCode, disabled })],
  }
}
