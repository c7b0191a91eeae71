import type { Role } from '@yiwang/auth'
import { type Decision, type DomainEvent, newId } from '@yiwang/domain'

/** A member of staff, or a terminal: whoever signs in with a name and a secret. */
export interface Account {
  id: string
  account: string
  /** The account as it is looked up: nobody shall pass for `operator` by writing `Operator`. */
  login: string
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
  /** Sessions begun before are over: the password was changed or the account disabled. */
  sessionsFrom: Date
  createdAt: Date
}

export type WantedAccount = Pick<Account, 'account' | 'name' | 'role' | 'areaCode' | 'areas' | 'unitId' | 'passwordHash' | 'pinHash'> & {
  id?: string
}
export type AccountChange = Partial<Pick<Account, 'name' | 'disabled' | 'passwordHash' | 'pinHash'>>

export const staffRoles = ['operator', 'worker', 'coordinator', 'provider', 'admin'] as const satisfies Role[]

export const loginOf = (account: string): string => account.toLowerCase()

export function openAccount(
  { id = newId(), ...wanted }: WantedAccount,
  now: Date,
  events: (account: Account) => DomainEvent[] = () => [],
): Decision<Account> {
  const account: Account = { ...wanted, id, login: loginOf(wanted.account), disabled: false, sessionsFrom: now, createdAt: now }
  return { set: account, events: events(account) }
}

/** A new password and disabling end every session that is open; a new PIN ends none. */
export function changeAccount({ name, disabled, passwordHash, pinHash }: AccountChange, now: Date): Decision<Account> {
  return {
    set: {
      ...(name !== undefined && { name }),
      ...(disabled !== undefined && { disabled }),
      ...(passwordHash !== undefined && { passwordHash }),
      ...(pinHash !== undefined && { pinHash, pinFailures: 0, pinLockedUntil: undefined }),
      ...((passwordHash !== undefined || disabled) && { sessionsFrom: now }),
    },
  }
}
