import { randomUUID } from 'node:crypto'
import { Injectable, type OnModuleInit } from '@nestjs/common'
import { unscoped } from '@yiwang/auth'
import { Clock, DomainError, dayOf, type ErrorDetails } from '@yiwang/domain'
import { type Collection, InjectCollection, type Stored } from '@yiwang/persistence'
import { eachBy, SecurityLog } from '@yiwang/platform'
import type { Session } from '../sessions/session'
import type { Account } from './account'
import { accountSchema } from './account.schema'
import { granted, inForce } from './assignment'
import { AttemptsService } from './attempts.service'
import { useGiven } from './given-password'
import { hashPassword, passwordMatches } from './passwords'
import { recordPin, requireOpen } from './pin'
import { useCode } from './second-factor'
import { use } from './sleeping'
import { Tickets } from './tickets.service'

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
    private readonly tickets: Tickets,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
  ) {
    this.accounts = unscoped(accounts)
  }

  async onModuleInit() {
    this.nobody = { id: NOBODY, passwordHash: await hashPassword(randomUUID()) }
  }

  /**
   * Throws `wrong-credentials` or `account-locked`, and to whoever knows the password `account-disabled`, `account-unconfirmed`, `no-role-today`, `given-password-over` or `second-factor-needed`, with a
   * ticket for that. A name that nobody has goes the same way as one that somebody has: it is hashed, counted and locked alike.
   */
  async verify(name: string, password: string, network: string): Promise<Stored<Account>> {
    const account = await this.find(name, password, network)
    if (account.disabled) this.refuse('account-disabled', account)
    if (!granted(account).length) this.refuse('account-unconfirmed', account)
    if (!this.worksToday(account)) this.refuse('no-role-today', account)
    if (!account.secondFactor) return this.enter(account)
    useGiven(account, this.clock.now())
    throw new DomainError('second-factor-needed', { told: { ticket: this.tickets.write(account) } })
  }

  /** Throws `sign-in-again`, `wrong-code`, which counts as a wrong password does, or `account-locked`. */
  async verifyCode(ticket: string, code: string, network: string): Promise<Stored<Account>> {
    const { id, isFor } = this.tickets.read(ticket)
    const known = await this.accounts.get(id)
    if (!known || known.disabled || !isFor(known)) throw new DomainError('sign-in-again')
    await this.requireCode(known, code, network)
    return this.enter(known)
  }

  /** Of whoever is signed in, their own: throws `wrong-password`, which counts as one at the sign-in does, or `account-locked`. */
  async requirePassword(id: string, password: string, network: string, field: string): Promise<Stored<Account>> {
    const account = await this.required(id)
    await this.attempts.requireUnlocked(account.account, network)
    if (await passwordMatches(account.passwordHash, password)) {
      // Of guesses at the same moment those after the fifth hear nothing.
      await this.attempts.requireUnlocked(account.account, network)
      return account
    }
    await this.attempts.record(account.account, { network, correct: false })
    this.refuse('wrong-password', account, { field })
  }

  /** Uses up a code of their second factor. Decided on the fresh state: of two with the same code at the same moment one is refused. */
  async requireCode({ id, account, areaCode }: Stored<Account>, code: string, network: string): Promise<void> {
    await this.attempts.requireUnlocked(account, network)
    let correct = false
    await this.accounts.change(id, ({ secondFactor }) => {
      const left = secondFactor && useCode(secondFactor, code, this.clock.now())
      correct = left !== undefined
      return left && { set: { secondFactor: left } }
    })
    await this.attempts.record(account, { network, correct })
    if (!correct) this.refuse('wrong-code', { id, areaCode }, { field: 'code' })
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

  /** The account of a session, or nothing where that session is over. */
  async standing({ id, accountId, createdAt }: Pick<Session, 'id' | 'accountId' | 'createdAt'>): Promise<Account | undefined> {
    const account = await this.accounts.get(accountId)
    if (!account || account.disabled || !this.worksToday(account)) return undefined
    return account.sessionsFrom <= createdAt || account.sessionKept === id ? account : undefined
  }

  /** Whose rights or sessions were changed since: what followed from it may not have been told. */
  async *changedSince(since: Date): AsyncGenerator<Stored<Account>> {
    yield* eachBy(this.accounts, { rightsAt: { gte: since } }, 'rightsAt')
    yield* eachBy(this.accounts, { sessionsFrom: { gte: since } }, 'sessionsFrom')
  }

  /** Its owner came. */
  async used(id: string): Promise<void> {
    await this.accounts.change(id, (account) => use(account, this.clock.now()))
  }

  /** The next session begins with it. */
  async worksBy(id: string, lastAssignment: string): Promise<void> {
    await this.accounts.change(id, (account) => (account.lastAssignment === lastAssignment ? undefined : { set: { lastAssignment } }))
  }

  private worksToday = (account: Account): boolean => inForce(account, dayOf(this.clock.now())).length > 0

  private async find(name: string, password: string, network: string): Promise<Stored<Account>> {
    await this.attempts.requireUnlocked(name, network)
    const { id, passwordHash } = (await this.accounts.findOne({ account: name })) ?? this.nobody
    const matches = await passwordMatches(passwordHash, password)

    // An admin may have changed it while the password was hashed.
    const account = await this.accounts.get(id)
    const correct = matches && account?.passwordHash === passwordHash
    // A right password forgets wrong ones; with a second factor only once the code was right too, or codes could be guessed without end.
    if (correct && account.secondFactor) await this.attempts.requireUnlocked(name, network)
    else await this.attempts.record(name, { network, correct })
    if (!correct) this.refuse('wrong-credentials', account)
    return account
  }

  /** Written down with whose account it was, where there is one. */
  private refuse(code: string, account: Pick<Account, 'id' | 'areaCode'> | undefined, details: ErrorDetails = {}): never {
    this.security.note({ what: 'sign-in', outcome: 'refused', ...(account && { subject: account.id, areaCode: account.areaCode }), facts: { code } })
    throw new DomainError(code, details)
  }

  /** A password that somebody else set opens the door once. */
  private enter(account: Stored<Account>): Promise<Stored<Account>> | Stored<Account> {
    if (!account.passwordGiven) return account
    return this.accounts.change(account.id, (current) => {
      if (current.passwordHash !== account.passwordHash) throw new DomainError('wrong-credentials')
      return useGiven(current, this.clock.now())
    })
  }

  private async required(id: string): Promise<Stored<Account>> {
    const account = await this.accounts.get(id)
    if (!account) throw new DomainError('not-found')
    return account
  }
}
