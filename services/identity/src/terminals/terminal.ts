import type { Stored } from '@yiwang/persistence'
import type { Account } from '../accounts/account'
import { event } from '../events'

/** With its secret and its PIN only in the answer that made them. */
export type Terminal = Stored<Account> & { secret?: string; pin?: string }

/** Tells the others which device stands where. */
export const terminalRegistered = ({ id, account, name, areaCode }: Account) => [
  event('identity.terminal-registered', { terminalId: id, account, name, areaCode }),
]
