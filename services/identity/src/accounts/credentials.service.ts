import { randomUUID } from 'node:crypto'
import { Injectable, type OnModuleInit } from '@nestjs/common'
import { Clock, DomainError } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { type Account, loginOf } from './account'
import { recordAttempt, requireUnlocked } from './attempts'
import { hashPassword, passwordMatches } from './passwords'

/** Who may come in: the account behind a name and a password, and whether it still stands. */
@Injectable()
export class Credentials implements OnModuleInit {
  private nobody: string

  constructor(
    @InjectCollection('accounts') private readonly accounts: Collection<Account>,
    private readonly clock: Clock,
  ) {}

  async onModuleInit() {
    this.nobody = await hashPassword(randomUUID())
  }

  /** Throws `wrong-credentials`, `account-locked` or `account-disabled`. */
  async verify(name: string, password: string): Promise<Account> {
    const account = await this.accounts.findOne({ login: loginOf(name) })
    if (account) requireUnlocked(account, this.clock.now())

    // An account that does not exist takes as long as a wrong password.
    const correct = await passwordMatches(account?.passwordHash ?? this.nobody, password)
    if (!account) throw new DomainError('wrong-credentials')

    // Decided on the fresh state: of guesses at the same moment each counts, and those after the fifth hear nothing.
    const after = await this.accounts.change(account.id, (current) =>
      recordAttempt(current, correct && current.passwordHash === account.passwordHash, this.clock.now()),
    )
    if (!correct || after.passwordHash !== account.passwordHash) throw new DomainError('wrong-credentials')
    return after
  }

  /** The account of a session begun at `since`, or nothing where that session is over. */
  async standing(id: string, since: Date): Promise<Account | undefined> {
    const account = await this.accounts.get(id)
    return account && !account.disabled && account.sessionsFrom <= since ? account : undefined
  }
}
