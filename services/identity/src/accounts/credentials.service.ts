import { randomUUID } from 'node:crypto'
import { Injectable, type OnModuleInit } from '@nestjs/common'
import { unscoped } from '@yiwang/auth'
import { Clock, DomainError } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import type { Account } from './account'
import { accountSchema } from './account.schema'
import { inForce } from './assignment'
import { AttemptsService } from './attempts.service'
import { hashPassword, passwordMatches } from './passwords'
import { recordPin, requireOpen } from './pin'

/** Nobody has this id. */
const NOBODY = 'nobody'

/** Who may come in: the account behind a name and a password, and whether it still stands. */
@Injectable()
export class Credentials implements OnModuleInit {
  private nobody: Pick<Account, 'id' | 'passwordHash'>
  /** Whoever signs in is nobody yet. */
  private readonly accounts: Collection<Account>

  constructor(
    @InjectCollection(accountSchema) accounts: Collection<Account>,
    private readonly attempts: AttemptsService,
    private readonly clock: Clock,
  ) {
    this.accounts = unscoped(accounts)
  }

  async onModuleInit() {
    this.nobody = { id: NOBODY, passwordHash: await hashPassword(randomUUID()) }
  }

  /**
   * Throws `wrong-credentials`, `account-locked`, or `account-disabled` and `account-unconfirmed`, these only to whoever knows the password. A name that nobody has goes the same way as one that
   * somebody has: it is hashed, counted and locked alike.
   */
  async verify(name: string, password: string, network: string): Promise<Account> {
    await this.attempts.requireUnlocked(name, network)
    const { id, passwordHash } = (await this.accounts.findOne({ account: name })) ?? this.nobody
    const matches = await passwordMatches(passwordHash, password)

    // An admin may have changed it while the password was hashed.
    const account = await this.accounts.get(id)
    const correct = matches && account?.passwordHash === passwordHash
    await this.attempts.record(name, { network, correct })
    if (!correct) throw new DomainError('wrong-credentials')
    if (account.disabled) throw new DomainError('account-disabled')
    if (!inForce(account).length) throw new DomainError('account-unconfirmed')
    return account
  }

  /** Throws `no-pin`, `wrong-pin` or `pin-locked`. */
  async verifyPin(id: string, pin: string): Promise<void> {
    const account = await this.accounts.get(id)
    if (!account?.pinHash) throw new DomainError('no-pin')
    requireOpen(account, this.clock.now())
    const correct = await passwordMatches(account.pinHash, pin)
    await this.accounts.change(id, (current) => recordPin(current, correct && current.pinHash === account.pinHash, this.clock.now()))
    if (!correct) throw new DomainError('wrong-pin', { field: 'pin' })
  }

  /** The account of a session begun at `since`, or nothing where that session is over. */
  async standing(id: string, since: Date): Promise<Account | undefined> {
    const account = await this.accounts.get(id)
    return account && !account.disabled && account.sessionsFrom <= since && inForce(account).length ? account : undefined
  }

  /** The next session begins with it. */
  async worksBy(id: string, lastAssignment: string): Promise<void> {
    await this.accounts.change(id, (account) => (account.lastAssignment === lastAssignment ? undefined : { set: { lastAssignment } }))
  }
}
