import { Injectable, Logger } from '@nestjs/common'
import { isWithin, may, type Staff, scopeOf, seen, unscoped } from '@yiwang/auth'
import { Clock, type Decision, DomainError, dayOf, newId } from '@yiwang/domain'
import { PeopleSearches } from '@yiwang/people'
import { type Collection, InjectCollection, type Page, type Stored } from '@yiwang/persistence'
import { AreasService, Every, takeAll } from '@yiwang/platform'
import { DwellingsService } from '../dwellings/dwellings.service'
import { isAlive, type Resident } from '../residents/resident'
import { ResidentsService, refuseDepartment } from '../residents/residents.service'
import { changeHead, done, endWith, found, type Household, type Joining, join, leave, split, splitOff } from './household'
import { householdSchema } from './household.schema'
import type { ChangeHead, FoundHousehold, JoinHousehold, LeaveHousehold, ListHouseholds, MemberView, SplitHousehold } from './households.dto'
import { currentIn, isCurrent, type Member, type Membership } from './membership'

type Decide = (household: Stored<Household>, members: Member[]) => Decision<Household>

@Injectable()
export class HouseholdsService {
  private readonly logger = new Logger(HouseholdsService.name)

  constructor(
    @InjectCollection(householdSchema) private readonly households: Collection<Household>,
    private readonly residents: ResidentsService,
    private readonly dwellings: DwellingsService,
    private readonly areas: AreasService,
    private readonly searches: PeopleSearches,
    private readonly clock: Clock,
  ) {}

  /** Asked again, the same people from the same day are the same household. */
  async found({ areaCode, on, people, dwellingId, number }: FoundHousehold, by: Staff): Promise<{ household: Stored<Household>; created: boolean }> {
    refuseDepartment(by)
    const community = await this.areas.requireOwnCommunity(areaCode, by)
    if (dwellingId) await this.dwellings.requireIn(dwellingId, areaCode, by)
    const joining = await Promise.all(people.map((one, at) => this.joining(one, on, by, `people.${at}.residentId`)))
    const known = await this.foundedBefore(areaCode, joining, on)
    if (known) return { household: await this.work(known.id), created: false }
    const stored = await this.households.insert(found({ dwellingId, number }, joining, community, newId(), this.moment(by, on)))
    return { household: await this.work(stored.id), created: true }
  }

  join(id: string, { on, ...one }: JoinHousehold, by: Staff, ifVersion?: number): Promise<Stored<Household>> {
    return this.order(id, by, ifVersion, async () => {
      const joining = await this.joining(one, on, by, 'residentId')
      return (household, members) => join(household, members, joining, this.moment(by, on))
    })
  }

  leave(id: string, { on, residentId, roles = [] }: LeaveHousehold, by: Staff, ifVersion?: number): Promise<Stored<Household>> {
    return this.order(id, by, ifVersion, () => (household, members) => leave(household, members, residentId, roles, this.moment(by, on)))
  }

  /** Throws `head-elsewhere` where a household would be left without its head. */
  async requireDispensable({ id: residentId, memberships }: Resident, on: string): Promise<void> {
    for (const one of currentIn(memberships, on)) await this.requireHeadLeft(residentId, one, on, 'on')
  }

  /** Somebody is here no more: whose last member they were is no household any longer. */
  async follow(residentId: string): Promise<void> {
    const { memberships = [], left } = (await this.residents.find(residentId)) ?? {}
    for (const { householdId, until } of memberships) {
      if (!left || until !== left.on) continue
      const isLast = !(await this.membersOf(householdId)).some(({ memberships: all }) =>
        all.some((one) => one.householdId === householdId && !one.until),
      )
      if (isLast) await this.households.change(householdId, (household) => endWith(household, left))
    }
  }

  changeHead(id: string, { on, roles }: ChangeHead, by: Staff, ifVersion?: number): Promise<Stored<Household>> {
    return this.order(id, by, ifVersion, () => (household, members) => changeHead(household, members, roles, this.moment(by, on)))
  }

  split(id: string, { on, people, roles = [], dwellingId, number }: SplitHousehold, by: Staff, ifVersion?: number): Promise<Stored<Household>> {
    return this.order(id, by, ifVersion, async ({ areaCode }) => {
      if (dwellingId) await this.dwellings.requireIn(dwellingId, areaCode, by)
      const opens = { id: newId(), dwellingId, number }
      return (household, members) => split(household, members, { opens, people, roles }, this.moment(by, on))
    })
  }

  async list({ areaCode, dwellingId, residentId, limit, cursor }: ListHouseholds, by: Staff): Promise<Page<Stored<Household>>> {
    refuseDepartment(by)
    const households = seen(this.households, await this.areas.ofList(areaCode, by))
    if (residentId) {
      const { memberships = [] } = await this.residents.get(residentId, by, 'residentId')
      const ids = [...new Set(memberships.map(({ householdId }) => householdId))]
      const all = await Promise.all(ids.map((id) => unscoped(this.households).get(id)))
      return { items: all.filter((one) => one !== undefined && isWithin(one, by)) as Stored<Household>[], next: null }
    }
    if (!dwellingId) return households.find({}, { limit, after: cursor })
    await this.dwellings.get(dwellingId, by, 'dwellingId')
    const search = { by, kind: 'households', needs: 'residents.search', sought: { home: dwellingId } } as const
    return this.searches.find(
      search,
      ({ of }) => of,
      async () => {
        const { items, next } = await households.find({ dwellingId }, { limit, after: cursor })
        return {
          items: await Promise.all(items.map(async (one) => ({ ...one, of: (await this.membersOf(one.id)).map(({ residentId: id }) => id) }))),
          next,
        }
      },
    )
  }

  get(id: string, by: Staff): Promise<Stored<Household>> {
    refuseDepartment(by)
    return seen(this.households, scopeOf(by)).get(id)
  }

  /** With whom somebody is of a household now, and as what. */
  async livingWith({ id, memberships }: Resident) {
    const today = dayOf(this.clock.now())
    const current = currentIn(memberships, today)
    const all = await Promise.all(current.map(async ({ householdId }) => ({ householdId, people: await this.residents.ofHousehold(householdId) })))
    const members = all.flatMap(({ householdId, people }) =>
      people
        .filter((one) => one.id !== id && isAlive(one))
        .flatMap((one) => asMembers(one, householdId, today).filter((member) => !member.until || member.until > today))
        .sort(inOrder)
        .map(({ name, role }) => ({ name, role })),
    )
    return { role: current[0]?.role, members }
  }

  async view(household: Stored<Household>, by: Staff) {
    const today = dayOf(this.clock.now())
    const own = household.areaCode === scopeOf(by)
    const free = !household.order && !household.endedOn
    return {
      ...household,
      areaPath: await this.areas.path(household.areaCode),
      address: household.dwellingId && (await this.dwellings.addressOf(household.dwellingId)),
      number: own ? household.number : undefined,
      inHand: household.order !== undefined,
      members: (await this.residents.ofHousehold(household.id)).flatMap((one) => asMembers(one, household.id, today)).sort(inOrder),
      allowedActions: free && may(by, 'households.keep') ? ['join', 'leave', 'split', 'head'] : [],
    }
  }

  /** Orders that were cut off, whoever began them. */
  @Every(60_000)
  async goOn(): Promise<void> {
    await takeAll(this.households, { 'order.at': { lte: this.clock.now() } }, 'order.at', async ({ id }) => {
      await this.work(id).catch((error) => this.logger.error(`what is done with household ${id} is tried again: ${(error as Error).message}`))
    })
  }

  /** Decided on the household as it is; nothing of anybody is touched before that is stored. */
  private async order(
    id: string,
    by: Staff,
    ifVersion: number | undefined,
    prepare: (household: Stored<Household>) => Decide | Promise<Decide>,
  ): Promise<Stored<Household>> {
    const decide = await prepare(await this.get(id, by))
    const members = await this.membersOf(id)
    await seen(this.households, scopeOf(by)).change(id, (household) => decide(household, members), { ifVersion, keyed: true })
    return this.work(id)
  }

  /** One entry after the other, then that it is done. Two who do it at once do the same. */
  private async work(id: string): Promise<Stored<Household>> {
    const households = unscoped(this.households)
    const household = (await households.get(id)) as Stored<Household>
    const { order } = household
    if (!order) return household
    const opened = splitOff(household)
    if (opened) await households.upsert(opened.set.id as string, (known) => (known ? undefined : opened))
    for (const step of order.steps) await this.residents.takeStep(step, order.on)
    return households.change(id, (current) => done(current, order.id))
  }

  private async membersOf(id: string): Promise<Member[]> {
    return (await this.residents.ofHousehold(id)).map(({ id: residentId, memberships = [] }) => ({ residentId, memberships }))
  }

  private async foundedBefore(areaCode: string, people: Joining[], on: string): Promise<Stored<Household> | undefined> {
    for (const id of people[0]?.current ?? []) {
      const household = await unscoped(this.households).get(id)
      if (household?.areaCode !== areaCode || household.openedOn !== on) continue
      if (household.order?.kind === 'found' || isSame(await this.membersOf(id), people, id, on)) return household
    }
    return undefined
  }

  /** Whoever joins is seen by who says so. A household whose head they are is not left without one. */
  private async joining({ residentId, role, others }: Omit<Joining, 'current'>, on: string, by: Staff, field: string): Promise<Joining> {
    const { memberships = [] } = await this.residents.get(residentId, by, field)
    const current = currentIn(memberships, on)
    if (others === 'leave') for (const one of current) await this.requireHeadLeft(residentId, one, on, 'others')
    return { residentId, role, others, current: current.map(({ householdId }) => householdId) }
  }

  private async requireHeadLeft(residentId: string, { householdId, role }: Membership, on: string, field: string): Promise<void> {
    if (role !== 'head') return
    const others = (await this.membersOf(householdId)).filter((one) => one.residentId !== residentId && isOf(one, householdId, on))
    if (others.length) throw new DomainError('head-elsewhere', { field, householdId })
  }

  private moment(by: Staff, on: string) {
    const now = this.clock.now()
    if (on > dayOf(now)) throw new DomainError('in-the-future', { field: 'on' })
    return { by, now, on, id: newId() }
  }
}

const isSame = (members: Member[], people: Joining[], household: string, on: string): boolean => {
  const now = members.flatMap(({ residentId, memberships }) =>
    currentIn(memberships, on).flatMap(({ householdId, role }) => (householdId === household ? [`${residentId} ${role}`] : [])),
  )
  return (
    now.sort().join() ===
    people
      .map(({ residentId, role }) => `${residentId} ${role}`)
      .sort()
      .join()
  )
}

const isOf = ({ memberships }: Member, household: string, on: string) =>
  currentIn(memberships, on).some(({ householdId }) => householdId === household)

function asMembers({ id: residentId, name, memberships = [] }: Resident, household: string, today: string): MemberView[] {
  const elsewhere = currentIn(memberships, today).some(({ householdId }) => householdId !== household)
  return memberships
    .filter(({ householdId }) => householdId === household)
    .map((one) => ({ residentId, name, role: one.role, from: one.from, until: one.until, elsewhere: elsewhere && isCurrent(one, today) }))
}

const rank = ({ until, role }: MemberView) => (until ? 2 : role === 'head' ? 0 : 1)
const inOrder = (a: MemberView, b: MemberView) => rank(a) - rank(b) || a.from.localeCompare(b.from) || a.residentId.localeCompare(b.residentId)
