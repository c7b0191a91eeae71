import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { may, type Staff, scopeOf, seen, staffRoles, whoMay } from '@yiwang/auth'
import { Clock, DomainError, type DomainEvent, requireSeen } from '@yiwang/domain'
import { type Collection, DuplicateError, InjectCollection, type Page, type Stored } from '@yiwang/persistence'
import { type Area, AreasService, type PageQuery, withinArea } from '@yiwang/platform'
import { type Account, type AccountChange, changeAccount, openAccount, tell } from './account'
import { accountSchema } from './account.schema'
import type { ChangeAccount, CreateAccount } from './accounts.dto'
import { AttemptsService } from './attempts.service'
import { hashPassword } from './passwords'
import { placeOfUnit } from './unit'

type Wanted = Pick<Account, 'account' | 'name' | 'role' | 'areaCode' | 'unitId' | 'passwordHash' | 'pinHash'>

@Injectable()
export class AccountsService implements OnApplicationBootstrap {
  constructor(
    @InjectCollection(accountSchema) private readonly accounts: Collection<Account>,
    private readonly attempts: AttemptsService,
    private readonly areas: AreasService,
    private readonly clock: Clock,
  ) {}

  /** Accounts of before are told once. */
  async onApplicationBootstrap(): Promise<void> {
    for await (const { id } of this.accounts.each({ role: { in: whoMay('visits.carry-out') }, told: { exists: false } }))
      await this.accounts.change(id, tell)
  }

  async create({ password, ...wanted }: CreateAccount, by: Staff): Promise<Stored<Account>> {
    // Whoever handles matters does so within the own community, or for a unit.
    if (may(wanted, 'tickets.handle') && !wanted.unitId) await this.areas.requireOwnCommunity(wanted.areaCode, by)
    if (wanted.unitId) await this.requireUnit(wanted.unitId, wanted.role, by)
    return this.open({ ...wanted, passwordHash: await hashPassword(password) }, by)
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

  async change(id: string, { password, ...change }: ChangeAccount, by: Staff, ifVersion?: number): Promise<Stored<Account>> {
    await this.requireOwn(id, staffRoles, by)
    if (change.disabled && id === by.id) throw new DomainError('cannot-disable-yourself', { field: 'disabled' })
    return this.write(id, { ...change, ...(password !== undefined && { passwordHash: await hashPassword(password) }) }, by, ifVersion)
  }

  /** Whoever waited for too many wrong passwords may try the new one. */
  async write(id: string, change: AccountChange, by: Staff, ifVersion?: number): Promise<Stored<Account>> {
    const account = await seen(this.accounts, scopeOf(by)).change(id, (account) => changeAccount(account, change, this.clock.now()), { ifVersion })
    if (change.passwordHash !== undefined) await this.attempts.forget(account.account)
    return account
  }

  /** Until when some network waits for having sent too many wrong passwords. */
  lockedUntil = ({ account }: Account): Promise<Date | undefined> => this.attempts.lockedUntil(account)

  /** A unit shows its people what is dispatched to it: only who handles matters has one, and only one of the admin's own area, or an admin could see beyond it. */
  private async requireUnit(unitId: string, role: Account['role'], by: Staff): Promise<void> {
    if (!may({ role }, 'tickets.handle')) throw new DomainError('unit-of-a-worker', { field: 'unitId' })
    const place = placeOfUnit(unitId)
    const isUnit = (area: Area) => withinArea(area, by) && !area.placeholder && (area.level === 'community' || !place?.committee)
    requireSeen(place && (await this.areas.get(place.areaCode)), isUnit, 'unitId')
  }

  /** What lies outside the admin's area, or has another role, is not there. */
  async requireOwn(id: string, roles: readonly Account['role'][], by: Staff): Promise<void> {
    requireSeen(await seen(this.accounts, scopeOf(by)).get(id), ({ role }) => roles.includes(role))
  }
}
