import { Injectable } from '@nestjs/common'
import { type Staff, whoMay } from '@yiwang/auth'
import type { Page } from '@yiwang/persistence'
import type { PageQuery } from '@yiwang/platform'
import { AccountsService } from '../accounts/accounts.service'
import { hashPassword } from '../accounts/passwords'
import { newPin } from '../accounts/pin'
import { newSecret } from '../secrets'
import { type Terminal, terminalRegistered } from './terminal'
import type { ChangeTerminal, RegisterTerminal } from './terminals.dto'

const terminals = whoMay('kiosk.serve')

/** A terminal is an account of its own kind: a device that signs in with a secret. */
@Injectable()
export class TerminalsService {
  constructor(private readonly accounts: AccountsService) {}

  /** Secret and PIN are shown by the answer that made them and never again: repeated under its Idempotency-Key, the answer has none (`renewSecret` and `renewPin` give others). */
  async register(wanted: RegisterTerminal, by: Staff): Promise<Terminal> {
    const secret = newSecret()
    const pin = newPin()
    const [passwordHash, pinHash] = await Promise.all([secret, pin].map(hashPassword))
    const stored = await this.accounts.open({ ...wanted, role: 'terminal', passwordHash, pinHash }, by, terminalRegistered)
    return stored.passwordHash === passwordHash ? { ...stored, secret, pin } : stored
  }

  list(query: PageQuery, by: Staff): Promise<Page<Terminal>> {
    return this.accounts.list(terminals, query, by)
  }

  async change(id: string, change: ChangeTerminal, by: Staff, ifVersion?: number): Promise<Terminal> {
    await this.accounts.requireOwn(id, terminals, by)
    return this.accounts.write(id, change, by, ifVersion)
  }

  /** A new secret for a device that lost its own, or may have told it: the former one and its sessions end. */
  async renewSecret(id: string, by: Staff, ifVersion?: number): Promise<Terminal> {
    await this.accounts.requireOwn(id, terminals, by)
    const secret = newSecret()
    return { ...(await this.accounts.write(id, { passwordHash: await hashPassword(secret) }, by, ifVersion)), secret }
  }

  /** A new PIN where the former one is forgotten or known to too many: the device stays signed in. */
  async renewPin(id: string, by: Staff, ifVersion?: number): Promise<Terminal> {
    await this.accounts.requireOwn(id, terminals, by)
    const pin = newPin()
    return { ...(await this.accounts.write(id, { pinHash: await hashPassword(pin) }, by, ifVersion)), pin }
  }
}
