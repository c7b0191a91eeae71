import { Injectable } from '@nestjs/common'
import { appointmentOf, heldBy, may, type Role, type Staff, scopeOf, seen, staffRoles, unscoped, whoMay } from '@yiwang/auth'
import { Clock, type Day, type Decision, DomainError, dayOf, requireSeen } from '@yiwang/domain'
import { type Collection, InjectCollection, type Stored } from '@yiwang/persistence'
import { type Area, AreasService, Every, SecurityLog, takeAll, withinArea } from '@yiwang/platform'
import { SessionsService } from '../sessions/sessions.service'
import { type Account, assign, confirm, turn, withdraw } from './account'
import { accountSchema } from './account.schema'
import {
  type Assignment,
  assignmentsOf,
  commonAreas,
  given,
  type Holding,
  inForce,
  isOn,
  lineOf,
  lineOfGiven,
  type Post,
  type WantedAssignment,
} from './assignment'
import { isNewlyReset } from './given-password'
import { areIndependent, type Line } from './line'
import { placeOfUnit } from './unit'

/** Who gives whom which role, where; and that those which see people whole or give rights are in force only once two admins agree. */
@Injectable()
export class AssignmentsService {
  constructor(
    @InjectCollection(accountSchema) private readonly accounts: Collection<Account>,
    private readonly sessions: SessionsService,
    private readonly areas: AreasService,
    private readonly security: SecurityLog,
    private readonly clock: Clock,
  ) {}

  /** What a new account begins with. */
  async first(wanted: WantedAssignment, by: Staff): Promise<Assignment[]> {
    await this.requireGiver(wanted.role, by)
    const { ancestors } = await this.requirePlace(wanted, by)
    const line = await this.lineOf(by, ancestors)
    const giving = { by, line, now: this.clock.now(), alone: !(await this.isThereAnother(ancestors, line)) }
    return heldBy(wanted.role).map((role) => given({ ...wanted, role }, giving))
  }

  async give(id: string, wanted: WantedAssignment, by: Staff, ifVersion?: number): Promise<Stored<Account>> {
    const account = await this.require(id, by)
    await this.requireGiver(wanted.role, by)
    await this.requirePlace(wanted, by)
    const above = await this.treeOf([...assignmentsOf(account), wanted])
    const areas = commonAreas([...assignmentsOf(account), wanted], above) ?? account.areas
    const line = await this.lineOf(by, areas)
    const alone = !(await this.isThereAnother(areas, line, id))
    const after = await this.change(id, (current) => assign(current, wanted, { by, line, now: this.clock.now(), above, alone }), by, ifVersion)
    this.noteGiven(after, account)
    return after
  }

  async withdraw(id: string, assignment: string, by: Staff, ifVersion?: number): Promise<Stored<Account>> {
    const account = await this.require(id, by)
    const above = await this.treeOf(assignmentsOf(account))
    const after = await this.change(id, (current) => withdraw(current, assignment, { by, now: this.clock.now(), above }), by, ifVersion)
    if (this.isAdmin(account) && !this.isAdmin(after)) this.noteShutOut(after)
    return after
  }

  async confirm(id: string, assignment: string, by: Staff, ifVersion?: number): Promise<Stored<Account>> {
    const account = await this.require(id, by)
    await this.requireOwnSignIn(by)
    const above = await this.treeOf(assignmentsOf(account))
    const line = await this.lineOf(by, account.areas)
    return this.change(id, (current) => confirm(current, assignment, { by, line, now: this.clock.now(), above }), by, ifVersion)
  }

  /** Whose word it is where they give or confirm what is in these areas. */
  async lineOf({ id }: Staff, areas: string[]): Promise<Line> {
    return lineOf(id, await unscoped(this.accounts).get(id), areas, this.today)
  }

  /** What begins or has ended today: whoever works by it goes on with what is in force now. */
  @Every(60_000)
  async turn(): Promise<void> {
    await takeAll(this.accounts, { turnsOn: { lte: this.today } }, 'turnsOn', async ({ id }) => {
      await this.sessions.follow(await this.accounts.change(id, (account) => turn(account, this.clock.now())))
    })
  }

  /** Of what takes two, what is new since `before`: a line of its own in the security log, beside that of the change, which the rules look at. */
  noteGiven(account: Stored<Account>, before?: Account): void {
    const known = before ? assignmentsOf(before) : []
    for (const { id, role, areaCode, unconfirmed: state } of assignmentsOf(account))
      if (state && !known.some((one) => one.id === id && one.unconfirmed === state))
        this.security.note({ what: 'rights', outcome: 'done', subject: account.id, areaCode, facts: { role, areaCode, state } })
  }

  /** Wherever. */
  isAdmin = (account: Holding): boolean => this.adminOf(account).length > 0

  /** That an admin cannot act any more, by what another one did: the rules of the security log look at what that one does next. */
  noteShutOut({ id, areaCode }: Stored<Account>): void {
    this.security.note({ what: 'rights', outcome: 'done', subject: id, areaCode, facts: { state: 'shut-out' } })
  }

  /** Throws `role-of-the-city` where one of an account's roles is not theirs to give: else a new password would be a way to it. */
  async requireGivenBy(account: Holding, by: Staff): Promise<void> {
    for (const { role } of assignmentsOf(account)) await this.requireGives(role, by)
  }

  async isGivenBy(account: Holding, by: Staff): Promise<boolean> {
    return (await Promise.all(assignmentsOf(account).map(({ role }) => this.gives(role, by)))).every(Boolean)
  }

  /** Throws `password-newly-reset`: what two people decide is not decided by whoever set the other's password. */
  async requireOwnSignIn(by: Staff): Promise<void> {
    const account = await unscoped(this.accounts).get(by.id)
    if (account && isNewlyReset(account, this.clock.now())) throw new DomainError('password-newly-reset')
  }

  /** An account's assignments, with what the asker may do with each. */
  async shown(account: Stored<Account>, by: Staff) {
    const all = assignmentsOf(account)
    const line = await this.lineOf(by, account.areas)
    return Promise.all(
      all.map(async ({ givenBy, ...one }) => {
        const theirs = !line.includes(account.id) && (await this.gives(one.role, by))
        const confirms = theirs && one.unconfirmed !== undefined && areIndependent(line, lineOfGiven({ ...one, givenBy }))
        return {
          ...one,
          isOn: one.unconfirmed !== 'waiting' && isOn(one, this.today),
          givenBy: one.unconfirmed && givenBy ? (await unscoped(this.accounts).get(givenBy))?.name : undefined,
          allowedActions: [...(confirms ? ['confirm'] : []), ...(theirs && all.length > 1 ? ['withdraw'] : [])],
        }
      }),
    )
  }

  private async require(id: string, by: Staff): Promise<Stored<Account>> {
    const account = requireSeen(await seen(this.accounts, scopeOf(by)).get(id), ({ role }) => (staffRoles as readonly Role[]).includes(role))
    if (id === by.id) throw new DomainError('not-your-own')
    // Whom they have made alone would be a way to it.
    if ((await this.lineOf(by, account.areas)).includes(id)) throw new DomainError('needs-independent-person')
    await this.requireGivenBy(account, by)
    return account
  }

  /** Whoever works by it goes on with what is in force now, from their next request on. */
  private async change(
    id: string,
    decide: (account: Stored<Account>) => Decision<Account> | undefined,
    by: Staff,
    ifVersion?: number,
  ): Promise<Stored<Account>> {
    const account = await seen(this.accounts, scopeOf(by)).change(id, decide, { ifVersion, keyed: true })
    await this.sessions.follow(account)
    return account
  }

  private get today(): Day {
    return dayOf(this.clock.now())
  }

  private adminOf = (account: Holding): string[] => inForce(account, this.today).flatMap((one) => (may(one, 'accounts.manage') ? [one.areaCode] : []))

  private async treeOf(posts: Post[]): Promise<(areaCode: string) => string[] | undefined> {
    const known = await Promise.all(posts.map(async ({ areaCode }) => [areaCode, (await this.areas.get(areaCode))?.ancestors] as const))
    return (areaCode) => new Map(known).get(areaCode)
  }

  /** Whether an admin who is independent of this line, other than the account itself, is responsible for all of it. */
  async isThereAnother(areas: string[], line: Line, id?: string): Promise<boolean> {
    const all = unscoped(this.accounts)
    const isAnother = (one: Account) =>
      !one.disabled &&
      one.id !== id &&
      this.adminOf(one).some((code) => areas.includes(code)) &&
      areIndependent(lineOf(one.id, one, areas, this.today), id ? [...line, id] : line)
    for await (const one of all.each({ adminOf: { in: areas } })) if (isAnother(one)) return true
    // Of accounts of before only their role says it.
    for await (const one of all.each({ role: { in: whoMay('accounts.manage') } })) if (isAnother(one)) return true
    return false
  }

  private async requireGiver(role: Role, by: Staff): Promise<void> {
    if (appointmentOf(role).confirmed) await this.requireOwnSignIn(by)
  }

  private async requirePlace({ role, areaCode, unitId, from, until }: WantedAssignment, by: Staff): Promise<Area> {
    await this.requireGives(role, by)
    const begins = from && from > this.today ? from : this.today
    if (until && until < begins) throw new DomainError('ends-before-it-begins', { field: 'until' })
    // Whoever handles matters does so within the own community, or for a unit.
    if (may({ role }, 'tickets.handle') && !unitId) await this.areas.requireOwnCommunity(areaCode, by)
    if (unitId) await this.requireUnit(unitId, role, by)
    return this.areas.requireOwn(areaCode, by)
  }

  private async gives(role: Role, by: Staff): Promise<boolean> {
    return !appointmentOf(role).city || (await this.areas.get(by.areaCode))?.level === 'city'
  }

  private async requireGives(role: Role, by: Staff): Promise<void> {
    if (!(await this.gives(role, by))) throw new DomainError('role-of-the-city', { field: 'role' })
  }

  /** A unit shows its people what is dispatched to it: only who handles matters has one, and only one of the admin's own area, or an admin could see beyond it. */
  private async requireUnit(unitId: string, role: Role, by: Staff): Promise<void> {
    if (!may({ role }, 'tickets.handle')) throw new DomainError('unit-of-a-worker', { field: 'unitId' })
    const place = placeOfUnit(unitId)
    const isUnit = (area: Area) => withinArea(area, by) && !area.placeholder && (area.level === 'community' || !place?.committee)
    requireSeen(place && (await this.areas.get(place.areaCode)), isUnit, 'unitId')
  }
}
