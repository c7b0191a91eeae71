import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { type Staff, scopeOf, seen, staffRoles, unscoped, whoMay } from '@yiwang/auth'
import { Clock, DomainError, type DomainEvent, requireSeen } from '@yiwang/domain'
import { type Collection, DuplicateError, InjectCollection, type Page, type Stored } from '@yiwang/persistence'
import { AreasService, Broadcast, type PageQuery, SecurityLog } from '@yiwang/platform'
import { settings } from '../config'
import { SessionsService } from '../sessions/sessions.service'
import { type Account, type AccountChange, changeAccount, openAccount, tell, type WantedAccount } from './account'
import { accountSchema } from './account.schema'
import type { ChangeAccount, CreateAccount } from './accounts.dto'
import { AssignmentsService } from './assignments.service'
import { AttemptsService } from './attempts.service'
import { givenFor } from './given-password'
import { NewPassword } from './new-password.service'
import { PASSWORD_CHANGED } from './password-changed'
import type { askReset } from './second-factor'
import { asleepBefore, isAsleep, use } from './sleeping'

type Wanted = Omit<WantedAccount, 'areas'>

@Injectable()
export class AccountsService implements OnApplicationBootstrap {
  private readonly givenHours = settings().GIVEN_PASSWORD_HOURS

  constructor(
    @InjectCollection(accountSchema) private readonly accounts: Collection<Account>,
    private readonly attempts: AttemptsService,
    private readonly assignments: AssignmentsService,
    private readonly sessions: SessionsService,
    private readonly areas: AreasService,
    private readonly newPassword: NewPassword,
    private readonly broadcast: Broadcast,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
  ) {}

  /** Accounts of before are told once; and since nobody wrote down when their owners came, they are counted from now on. */
  async onApplicationBootstrap(): Promise<void> {
    for await (const { id } of this.accounts.each({ role: { in: [...staffRoles] }, usedAt: { exists: false } }))
      await this.accounts.change(id, (account) => use(account, this.clock.now()))
    for await (const { id } of this.accounts.each({ role: { in: whoMay('visits.carry-out') }, told: { exists: false } }))
      await this.accounts.change(id, (account) => tell(account, this.clock.now()))
  }

  async create({ password, from, until, ...wanted }: CreateAccount, by: Staff): Promise<Stored<Account>> {
    const assignments = await this.assignments.first({ ...wanted, from, until }, by)
    const account = await this.open({ ...wanted, assignments, ...(await this.given(password, wanted)) }, by)
    this.assignments.noteGiven(account)
    return account
  }

  /** Stores an account within the admin's area; `events` tells others of it. */
  async open(wanted: Wanted, by: Staff, events?: (account: Account) => DomainEvent[]): Promise<Stored<Account>> {
    const area = await this.areas.requireOwn(wanted.areaCode, by)
    try {
      return await this.accounts.insert(openAccount({ ...wanted, areas: area.ancestors }, this.clock.now(), events))
    } catch (error) {
      throw error instanceof DuplicateError ? new DomainError('account-taken', { field: 'account' }) : error
    }
  }

  list(roles: readonly Account['role'][], { limit, cursor }: PageQuery, by: Staff): Promise<Page<Stored<Account>>> {
    return seen(this.accounts, scopeOf(by)).find({ role: { in: roles } }, { after: cursor, limit })
  }

  unconfirmed({ limit, cursor }: PageQuery, by: Staff): Promise<Page<Stored<Account>>> {
    return seen(this.accounts, scopeOf(by)).find({ unconfirmed: true }, { after: cursor, limit })
  }

  /** Those that nobody used for so long that they are not needed, who is away longest first. */
  sleeping({ limit, cursor }: PageQuery, by: Staff): Promise<Page<Stored<Account>>> {
    const where = { disabled: false, usedAt: { lt: asleepBefore(this.clock.now()) } }
    return seen(this.accounts, scopeOf(by)).find(where, { sort: 'usedAt', after: cursor, limit })
  }

  isAsleep = (account: Account): boolean => isAsleep(account, this.clock.now())

  /** Of these, those that still sleep and are theirs to disable; answers which. Where one of them is not there, none is disabled. */
  async disableSleeping(ids: string[], by: Staff): Promise<string[]> {
    const accounts: Stored<Account>[] = []
    for (const id of ids) accounts.push(await this.requireOwn(id, staffRoles, by))
    const disabled: string[] = []
    for (const account of accounts) if (await this.disableIfAsleep(account, by)) disabled.push(account.id)
    return disabled
  }

  private async disableIfAsleep(account: Stored<Account>, by: Staff): Promise<boolean> {
    const { id } = account
    if (id === by.id || !this.isAsleep(account) || !(await this.assignments.isGivenBy(account, by))) return false
    const after = await seen(this.accounts, scopeOf(by)).change(id, (current) =>
      this.isAsleep(current) ? changeAccount(current, { disabled: true }, this.clock.now()) : undefined,
    )
    // Its owner came at this moment.
    if (!after.disabled) return false
    await this.sessions.endAll(id)
    this.security.note({ what: 'rights', outcome: 'done', subject: id, facts: { state: 'disabled' } })
    if (this.assignments.isAdmin(account)) this.assignments.noteShutOut(after)
    return true
  }

  async change(id: string, { password, ...change }: ChangeAccount, by: Staff, ifVersion?: number): Promise<Stored<Account>> {
    const account = await this.requireOwn(id, staffRoles, by)
    await this.assignments.requireGivenBy(account, by)
    if (password !== undefined && id === by.id) throw new DomainError('own-password-by-oneself', { field: 'password' })
    if (change.disabled && id === by.id) throw new DomainError('cannot-disable-yourself', { field: 'disabled' })
    const opener = { by, line: await this.assignments.lineOf(by, account.areas) }
    const after = await this.write(id, { ...change, ...(password !== undefined && (await this.given(password, account))) }, by, ifVersion, opener)
    this.assignments.noteGiven(after, account)
    if (this.assignments.isAdmin(account) && (change.disabled || password !== undefined)) this.assignments.noteShutOut(after)
    return after
  }

  /** Whoever waited for too many wrong passwords may try the new one. A new password and disabling end what is open, at every door of every service. */
  async write(
    id: string,
    change: AccountChange,
    by: Staff,
    ifVersion?: number,
    opener?: Parameters<typeof changeAccount>[3],
  ): Promise<Stored<Account>> {
    const decide = (account: Account) => changeAccount(account, change, this.clock.now(), opener)
    const account = await seen(this.accounts, scopeOf(by)).change(id, decide, { ifVersion })
    if (change.passwordHash !== undefined || change.disabled) await this.sessions.endAll(id)
    if (change.passwordHash !== undefined) {
      await this.attempts.forget(account.account)
      this.broadcast.publish(PASSWORD_CHANGED, { accountId: id })
    }
    return account
  }

  /** Asked, or done where another one asked: then what they have open ends. */
  async resetFactor(id: string, decide: typeof askReset, by: Staff): Promise<Stored<Account>> {
    const known = await this.requireOwn(id, staffRoles, by)
    await this.assignments.requireGivenBy(known, by)
    await this.assignments.requireOwnSignIn(by)
    const line = await this.assignments.lineOf(by, known.areas)
    const account = await seen(this.accounts, scopeOf(by)).change(id, (account) => decide(account, by, line, this.clock.now()))
    if (!account.secondFactor) await this.sessions.endAll(id)
    return account
  }

  /** A password for somebody else: their one sign-in, in which they set another. */
  private async given(password: string, whose: Pick<Account, 'account' | 'name' | 'areaCode'>) {
    return { passwordHash: await this.newPassword.hash(password, whose), passwordGiven: givenFor(this.givenHours, this.clock.now()) }
  }

  /** Until when some network waits for having sent too many wrong passwords. */
  lockedUntil = ({ account }: Account): Promise<Date | undefined> => this.attempts.lockedUntil(account)

  /** Whoever it is: for what is shown of them elsewhere, and is the asker's to see. */
  get = (id: string): Promise<Stored<Account> | undefined> => unscoped(this.accounts).get(id)

  /** Somebody who works in the admin's area, and still does: `not-found`, naming `field`, for anybody else. */
  async requireAtWork(id: string, by: Staff, field: string): Promise<void> {
    const account = await seen(this.accounts, scopeOf(by)).get(id, field)
    requireSeen(account, ({ role, disabled }) => (staffRoles as readonly Account['role'][]).includes(role) && !disabled, field)
  }

  /** What lies outside the admin's area, or has another role, is not there. */
  async requireOwn(id: string, roles: readonly Account['role'][], by: Staff): Promise<Stored<Account>> {
    return requireSeen(await seen(this.accounts, scopeOf(by)).get(id), ({ role }) => roles.includes(role))
  }
}
