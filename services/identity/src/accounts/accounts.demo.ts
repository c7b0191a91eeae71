import { Injectable, Logger } from '@nestjs/common'
import { unscoped } from '@yiwang/auth'
import { Clock, deriveId } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { DemoPart } from '@yiwang/platform'
import { terminalRegistered } from '../terminals/terminal'
import { type Account, changeAccount, openAccount } from './account'
import { accountSchema } from './account.schema'
import { demoAccounts } from './demo-accounts'
import { hashPassword, passwordMatches } from './passwords'

/** The demo city's staff and its terminal, all with the demo password; the terminal also with a PIN that everybody knows. */
@Injectable()
export class AccountsDemo extends DemoPart {
  private readonly log = new Logger(AccountsDemo.name)
  private readonly accounts: Collection<Account>

  constructor(
    @InjectCollection(accountSchema) accounts: Collection<Account>,
    private readonly clock: Clock,
  ) {
    super()
    this.accounts = unscoped(accounts)
  }

  /** Whether any of them still has this password. */
  async have(password: string): Promise<boolean> {
    for (const { account } of demoAccounts) {
      const found = await this.accounts.get(deriveId('demo account', account))
      if (found && !found.disabled && (await passwordMatches(found.passwordHash, password))) return true
    }
    return false
  }

  async loadDemo({ password }: { password: string }) {
    await Promise.all(demoAccounts.map((one) => this.load(one, password)))
  }

  private async load({ areas, pin, ...person }: (typeof demoAccounts)[number], password: string) {
    const id = deriveId('demo account', person.account)
    const before = await this.accounts.findOne({ account: person.account })
    // Verifying costs as much as hashing, but writes nothing.
    if (before?.id === id && (await passwordMatches(before.passwordHash, password))) return
    if (before && before.id !== id) return this.log.warn(`the account ${person.account} is not the demo city's: left as it is`)

    const passwordHash = await hashPassword(password)
    const pinHash = pin && (await hashPassword(pin))
    const events = person.role === 'terminal' ? terminalRegistered : undefined
    return this.accounts.upsert(id, (current) => {
      if (!current) return openAccount({ ...person, id, areaCode: areas[0], areas, passwordHash, pinHash }, this.clock.now(), events)
      // Another instance that starts at the same time made it, with the same password.
      return before && changeAccount(current, { passwordHash, passwordGiven: undefined, ...(!before.pinHash && { pinHash }) }, this.clock.now())
    })
  }
}
