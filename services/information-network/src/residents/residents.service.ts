import { Injectable } from '@nestjs/common'
import { type Asker, isWithin, ofDepartment, type Staff, scopeOf, seen, unscoped } from '@yiwang/auth'
import { Clock, type Day, type Decision, DomainError, requireSeen } from '@yiwang/domain'
import { formsOfName, formsOfPhone } from '@yiwang/domain/normalization'
import { AuditService, PeopleSearches, type RevealForm, type Source } from '@yiwang/people'
import { type Collection, DuplicateError, InjectCollection, type Page, type Stored } from '@yiwang/persistence'
import { AreasService, cityPhones } from '@yiwang/platform'
import type { MemberStep } from '../households/membership'
import { TimelineService } from '../timeline/timeline.service'
import { type Origin, originBy } from './origin'
import {
  erase,
  introduceForCare,
  introduceOfAge,
  type Resident,
  type ResidentChanges,
  register,
  requireSamePerson,
  takeStep,
  update,
  type WantedResident,
} from './resident'
import { residentSchema } from './resident.schema'
import { isTheirs, mayHaveMatters } from './resident-rights'
import { asSeen, type ChangeResident, type ListResidents, type RegisterResident, RevealedResident } from './residents.dto'

/** Of a walk over all of them, in some tens of milliseconds. */
const SLICE = 100

/** A row of an import, and the id that its resident gets. */
export interface Asking {
  id: string
  wanted: RegisterResident
}

@Injectable()
export class ResidentsService {
  constructor(
    @InjectCollection(residentSchema) private readonly residents: Collection<Resident>,
    private readonly areas: AreasService,
    private readonly timeline: TimelineService,
    private readonly audit: AuditService,
    private readonly searches: PeopleSearches,
    private readonly clock: Clock,
  ) {}

  /** The unique identity number decides between two who register the same person at once: the second gets what the first made. */
  async register({ areaCode, door, certainty, ...wanted }: RegisterResident, by: Staff): Promise<{ resident: Stored<Resident>; created: boolean }> {
    refuseDepartment(by)
    const community = await this.areas.requireOwnCommunity(areaCode, by)
    const now = this.clock.now()
    try {
      return {
        resident: await this.residents.insert(register(wanted, community, now, { by, origin: originBy(by, now, { door, certainty }) })),
        created: true,
      }
    } catch (error) {
      if (!(error instanceof DuplicateError)) throw error
      return { resident: await this.before(wanted, error, by), created: false }
    }
  }

  /**
   * The rows of an import, each by the same rules: registered by it, known before, or why not. A row that comes again with its own id was registered by the import itself.
   */
  async registerEach(rows: Asking[], by: Asker, origin: Origin): Promise<('stored' | 'known' | DomainError)[]> {
    const now = this.clock.now()
    const outcomes: ('stored' | 'known' | DomainError)[] = []
    const decided: { at: number; decision: Decision<Resident> }[] = []
    for (const [at, { id, wanted }] of rows.entries()) {
      try {
        const { areaCode, door: _, certainty: __, ...person } = wanted
        const community = await this.areas.requireOwnCommunity(areaCode, by)
        decided.push({ at, decision: register(person, community, now, { id, origin }) })
      } catch (error) {
        outcomes[at] = ruledOut(error)
      }
    }
    const stored = await this.residents.insertEach(decided.map(({ decision }) => decision))
    for (const [n, one] of stored.entries()) {
      const { at } = decided[n]
      const { id, wanted } = rows[at]
      // Without a number nothing but its own id can be taken.
      if (!(one instanceof DuplicateError) || !wanted.identityNumber) outcomes[at] = 'stored'
      else outcomes[at] = await this.before(wanted, one, by).then((resident) => (resident.id === id ? 'stored' : 'known'), ruledOut)
    }
    return outcomes
  }

  /** Who is registered already under the number, where the asker may know. */
  private async before(wanted: Pick<RegisterResident, 'identityNumber' | 'name'>, error: DuplicateError, by: Asker): Promise<Stored<Resident>> {
    const registered = wanted.identityNumber && (await this.registeredUnder(wanted.identityNumber))
    if (!registered) throw error
    requireSamePerson(registered, wanted, isWithin(registered, by))
    return registered
  }

  /** A made-up resident of the demo city, once; also when two processes load it at the same moment. */
  async registerSynthetic(id: string, wanted: WantedResident, areaCode: string): Promise<void> {
    if (await this.residents.get(id)) return
    const community = await this.areas.requireCommunity(areaCode)
    try {
      await this.residents.insert(register(wanted, community, this.clock.now(), { id, synthetic: true }))
    } catch (error) {
      if (!(error instanceof DuplicateError)) throw error
    }
  }

  async list({ phone, q, areaCode, limit, cursor }: ListResidents, by: Staff): Promise<Page<Stored<Resident>>> {
    refuseDepartment(by)
    const phones = phone && { in: formsOfPhone(phone, cityPhones()) }
    const wanted = { ...(phones && { or: [{ phone: phones }, { 'otherPhones.number': phones }] }), ...(q && { name: { in: formsOfName(q) } }) }
    const residents = seen(this.residents, await this.areas.ofList(areaCode, by))
    const search = { by, kind: 'residents', needs: 'residents.search', sought: { phone, name: q } } as const
    return this.searches.find(
      search,
      ({ id }) => [id],
      () => residents.find(wanted, { limit, after: cursor }),
    )
  }

  /** `field`: where a body names them. */
  async get(id: string, by: Staff, field?: string): Promise<Stored<Resident>> {
    refuseDepartment(by)
    return seen(this.residents, scopeOf(by)).get(id, field)
  }

  async change(id: string, { areaCode, door, certainty, ...changes }: ChangeResident, by: Staff, ifVersion?: number): Promise<Stored<Resident>> {
    await this.get(id, by)
    const community = areaCode ? await this.areas.requireOwnCommunity(areaCode, by) : undefined
    const origin = originBy(by, this.clock.now(), { door, certainty })
    return seen(this.residents, scopeOf(by)).change(id, (resident) => update(resident, changes, community, origin), { ifVersion })
  }

  /** For the service itself, which must know of whom it tells nothing. */
  registeredUnder(identityNumber: string): Promise<Stored<Resident> | undefined> {
    return unscoped(this.residents).findOne({ identityNumber })
  }

  /** Those who share a telephone: a family, at most a page of them. */
  async withPhone(phone: string): Promise<Stored<Resident>[]> {
    return (await unscoped(this.residents).find({ phone: { in: formsOfPhone(phone, cityPhones()) } })).items
  }

  /** Whoever is or was of a household, wherever they live now. */
  async ofHousehold(householdId: string): Promise<Stored<Resident>[]> {
    return (await unscoped(this.residents).find({ 'memberships.householdId': householdId }, { limit: 200 })).items
  }

  /** Who is forgotten meanwhile takes no part in it. */
  async takeStep(step: MemberStep, on: Day): Promise<void> {
    if (await this.find(step.residentId)) await unscoped(this.residents).change(step.residentId, (resident) => takeStep(resident, step, on))
  }

  find(id: string): Promise<Stored<Resident> | undefined> {
    return unscoped(this.residents).get(id)
  }

  /** One's own entry. DomainError `not-found` where there is none any more. */
  async own(id: string): Promise<Stored<Resident>> {
    return requireSeen(await this.find(id), ({ erasedAt }) => !erasedAt)
  }

  /** As somebody proposed and another person accepted. */
  async correct(id: string, changes: ResidentChanges, source: Source): Promise<void> {
    const origin = { at: this.clock.now(), door: 'resident' as const, certainty: 'told' as const, matter: source }
    await this.residents.change(id, (resident) => update(resident, changes, undefined, origin))
  }

  /** What became of somebody, as a rule of another part says. */
  async decide(
    id: string,
    by: Staff,
    decide: (resident: Stored<Resident>) => Decision<Resident> | undefined,
    ifVersion?: number,
  ): Promise<Stored<Resident>> {
    refuseDepartment(by)
    return seen(this.residents, scopeOf(by)).change(id, decide, { ifVersion, keyed: true })
  }

  /** Nobody knows any more who it was. */
  async isErased(id: string): Promise<boolean> {
    return (await this.find(id))?.erasedAt !== undefined
  }

  /** As it was decided where the entry lay. */
  async moveTo(id: string, areaCode: string, changes: ResidentChanges): Promise<void> {
    const community = await this.areas.requireCommunity(areaCode)
    await this.residents.change(id, (resident) => update(resident, changes, community))
  }

  count = (): Promise<number> => unscoped(this.residents).count({})

  /** As `introduceOfAge` says it, of a slice of all residents: how many were read, and where the next slice begins. */
  async introduceOfAge(year: number, after?: string): Promise<{ read: number; next: string | null }> {
    const { items, next } = await unscoped(this.residents).find({}, { limit: SLICE, after })
    for (const one of items)
      if (introduceOfAge(one, year)) await unscoped(this.residents).change(one.id, (resident) => introduceOfAge(resident, year))
    return { read: items.length, next }
  }

  /** As `introduceForCare` says it; nothing where nobody is registered by that id. */
  async introduceForCare(id: string, areaCode: string): Promise<void> {
    const decide = (resident: Resident) => introduceForCare(resident, areaCode, this.clock.now())
    if (await this.find(id)) await unscoped(this.residents).change(id, decide)
  }

  /** Twice is once. What everything told of them was sealed with goes after they have: whoever hears of it in between finds that they are to be forgotten. */
  async erase(id: string): Promise<void> {
    await unscoped(this.residents).change(id, (resident) => erase(resident, this.clock.now()))
    await this.residents.destroyKey(id)
  }

  async reveal(id: string, why: RevealForm, by: Staff) {
    const resident = await this.get(id, by)
    if (!(await this.mayReveal(resident, by))) throw new DomainError('reveal-not-granted')
    return this.audit.reveal(RevealedResident, { by, kind: 'resident', id, residentIds: [id], ...why }, resident)
  }

  /** As the asker sees it, with what they may do. In a list (`mayReveal`), what they may without a matter that names the person. */
  async view(resident: Stored<Resident>, by: Staff, mayReveal?: boolean) {
    const allowed = mayReveal ?? (await this.mayReveal(resident, by))
    return asSeen(resident, by, await this.areas.path(resident.areaCode), allowed ? ['reveal'] : [])
  }

  /** Its community keeps an entry, and whoever wrote it down knows it; the call centre has to do with whom a ticket names that is with it now. */
  async mayReveal(resident: Resident, by: Staff): Promise<boolean> {
    if (!isWithin(resident, by)) return false
    return isTheirs(resident, by, this.clock.now()) || (mayHaveMatters(by) && (await this.timeline.isWithHotline(resident.id)))
  }

  /** The same without looking for matters, which a whole list would have to wait for. */
  isTheirs = (resident: Resident, by: Staff): boolean => isWithin(resident, by) && isTheirs(resident, by, this.clock.now())
}

/** A rule's no is an answer; what else fails is thrown. */
function ruledOut(error: unknown): DomainError {
  if (error instanceof DomainError) return error
  throw error
}

/** A department works on what was dispatched to it; the city's residents are not its to look through. */
export function refuseDepartment(by: Staff): void {
  if (ofDepartment(by)) throw new DomainError('not-allowed')
}
