import { randomBytes } from 'node:crypto'
import type { Stored } from '@yiwang/persistence'
import type { Account } from '../accounts/account'
import { event } from '../events'

/** With its secret and its PIN only in the answer that made them. */
export type Terminal = Stored<Account> & { secret?: string; pin?: string }

/** 256 bits: nobody remembers it, a technician puts it into the device. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** Tells the others which device stands where. */
export const terminalRegistered = ({ id, account, name, areaCode }: Account) => [
  event('identity.terminal-registered', { terminalId: id, account, name, areaCode }),
]
