import { AreaCode, Flag, Id, Instant, Line, Whole } from '@yiwang/platform'
import { AccountName } from '../accounts/accounts.dto'
import { PIN_DIGITS } from '../accounts/pin'
import type { Terminal } from './terminal'

export class RegisterTerminal {
  @AccountName() account: string
  @Line({ max: 60 }) name: string
  @AreaCode() areaCode: string
}

export class ChangeTerminal {
  @Flag({ optional: true, description: 'a lost or broken device: its sessions end' }) disabled?: boolean
}

const Pin = (options = {}) => Line({ max: PIN_DIGITS, secret: true, pattern: new RegExp(`^\\d{${PIN_DIGITS}}$`), ...options })

export class CheckPin {
  @Pin() pin: string
}

export class TerminalView {
  @Id() id: string
  @AccountName() account: string
  @Line({ max: 60 }) name: string
  @AreaCode() areaCode: string
  @Flag() disabled: boolean
  @Instant() createdAt: Date
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
  @Flag({ description: 'whether it can be signed out on its screen' }) hasPin: boolean
  @Line({ max: 100, optional: true, description: 'only in the answer that made it' }) secret?: string
  @Pin({ optional: true, description: 'only in the answer that made it' }) pin?: string
}

/** The secret and the PIN only where they were just made. */
export const asShown = (terminal: Terminal) => ({ ...terminal, hasPin: terminal.pinHash !== undefined })
