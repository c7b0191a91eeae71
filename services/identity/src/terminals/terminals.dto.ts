import { AreaCode, Flag, Id, Instant, Line, Whole } from '@yiwang/platform'
import { AccountName } from '../accounts/accounts.dto'
import type { Terminal } from './terminal'

export class RegisterTerminal {
  @AccountName() account: string
  @Line({ max: 60 }) name: string
  @AreaCode() areaCode: string
}

export class ChangeTerminal {
  @Flag({ optional: true, description: 'a lost or broken device: its sessions end' }) disabled?: boolean
}

export class TerminalView {
  @Id() id: string
  @AccountName() account: string
  @Line({ max: 60 }) name: string
  @AreaCode() areaCode: string
  @Flag() disabled: boolean
  @Instant() createdAt: Date
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
  @Line({ max: 100, optional: true, description: 'only in the answer that made it' }) secret?: string
}

export const terminalView = ({ id, account, name, areaCode, disabled, createdAt, version, secret }: Terminal): TerminalView => ({
  id,
  account,
  name,
  areaCode,
  disabled,
  createdAt,
  version,
  secret,
})
