import { randomBytes } from 'node:crypto'
import type { Stored } from '@yiwang/persistence'
import type { Account } from '../accounts/account'
import { event } from '../events'

/** With its secret only in the answer that made the secret. */
export type Terminal = Stored<Account> & { secret?: string }

/** 256 bits: nobody remembers it, a technician puts it into the device. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** Tells the others which device stands where. */
export const terminalRegistered = ({ id, account, name, areaCode }: Account) => [
  event('identity.terminal-registered', { terminalId: id, account, name, areaCode }),
]
