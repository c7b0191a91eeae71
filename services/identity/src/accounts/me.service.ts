import { Injectable } from '@nestjs/common'
import { type Staff, unscoped } from '@yiwang/auth'
import { Clock, type Decision, DomainError, dayOf } from '@yiwang/domain'
import { type Collection, InjectCollection, type Stored } from '@yiwang/persistence'
import { Broadcast } from '@yiwang/platform'
import { settings } from '../config'
import { SessionsService } from '../sessions/sessions.service'
import type { Account } from './account'
import { accountSchema } from './account.schema'
import { inForce } from './assignment'
import { Credentials } from './credentials.service'
import { ownPassword } from './given-password'
import type { ChangeOwnPassword, ConfirmFactor, OfferFactor, RemoveFactor } from './me.dto'
import { NewPassword } from './new-password.service'
import { PASSWORD_CHANGED } from './password-changed'
import { confirmFactor, newRecoveryCodes, type OfferedFactor, offerFactor } from './second-factor'

/** How somebody signs in, changed by nobody but themselves: each time they say their present password once more, and other sessions end. */
@Injectable()
export class MeService {
  private readonly needsFactor = settings().SECOND_FACTOR_ROLES
  /** One's own is never in another's scope: it is read by the id that the token names. */
  private readonly accounts: Collection<Account>

  constructor(
    @InjectCollection(accountSchema) accounts: Collection<Account>,
    private readonly credentials: Credentials,
    private readonly newPassword: NewPassword,
    private readonly sessions: SessionsService,
    private readonly broadcast: Broadcast,
    private readonly clock: Clock,
  ) {
    this.accounts = unscoped(accounts)
  }

  async get({ id }: Staff): Promise<Stored<Account>> {
    const account = await this.accounts.get(id)
    if (!account) throw new DomainError('not-found')
    return account
  }

  isFactorNeeded = (account: Account): boolean => inForce(account, dayOf(this.clock.now())).some(({ role }) => this.needsFactor.includes(role))

  async changePassword({ current, password }: ChangeOwnPassword, by: Staff, network: string): Promise<void> {
    const account = await this.credentials.requirePassword(by.id, current, network, 'current')
    if (password === current) throw new DomainError('same-password', { field: 'password' })
    const passwordHash = await this.newPassword.hash(password, account)
    await this.write(account, by, (kept) => ownPassword(passwordHash, kept, this.clock.now()))
    this.broadcast.publish(PASSWORD_CHANGED, { accountId: account.id })
  }

  /** A secret for an app; whoever has one already shows a code of that too. */
  async offer({ current, code }: OfferFactor, by: Staff, network: string): Promise<{ account: string } & OfferedFactor> {
    const account = await this.credentials.requirePassword(by.id, current, network, 'current')
    if (account.secondFactor) await this.credentials.requireCode(account, code ?? '', network)
    const secondFactorOffered = offerFactor(this.clock.now())
    await this.accounts.change(account.id, () => ({ set: { secondFactorOffered } }))
    return { account: account.account, ...secondFactorOffered }
  }

  /** The recovery codes, which nobody is shown again. */
  async confirm({ code }: ConfirmFactor, by: Staff): Promise<string[]> {
    const recoveryCodes = newRecoveryCodes()
    const sessionId = await this.sessions.idOf(by)
    await this.accounts.change(by.id, (account) => confirmFactor(account, { code, recoveryCodes, sessionId }, this.clock.now()))
    await this.sessions.endAll(by.id, sessionId)
    return recoveryCodes
  }

  async remove({ current, code }: RemoveFactor, by: Staff, network: string): Promise<void> {
    const account = await this.credentials.requirePassword(by.id, current, network, 'current')
    if (!account.secondFactor) throw new DomainError('no-second-factor')
    if (this.isFactorNeeded(account)) throw new DomainError('second-factor-required')
    await this.credentials.requireCode(account, code, network)
    await this.write(account, by, (sessionKept) => ({ set: { secondFactor: undefined, sessionsFrom: this.clock.now(), sessionKept } }))
  }

  /** Of the account whose password was right: it may have been given another meanwhile. Every other session ends, with its tokens. */
  private async write({ id, passwordHash }: Account, by: Staff, decide: (kept: string | undefined) => Decision<Account>): Promise<void> {
    const kept = await this.sessions.idOf(by)
    await this.accounts.change(id, (account) => {
      if (account.passwordHash !== passwordHash) throw new DomainError('wrong-password', { field: 'current' })
      return decide(kept)
    })
    await this.sessions.endAll(id, kept)
  }
}
