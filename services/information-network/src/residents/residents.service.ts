import { Injectable } from '@nestjs/common'
import { isWithin, ofDepartment, type Staff, scopeOf, seen, unscoped } from '@yiwang/auth'
import { Clock, DomainError } from '@yiwang/domain'
import { formsOfName, formsOfPhone } from '@yiwang/domain/normalization'
import { AuditService } from '@yiwang/people'
import { type Collection, DuplicateError, InjectCollection, type Page, type Stored } from '@yiwang/persistence'
import { AreasService, cityPhones } from '@yiwang/platform'
import { type Resident, type ResidentChanges, register, requireSamePerson, update, type WantedResident } from './resident'
import { residentSchema } from './resident.schema'
import { type ChangeResident, type ListResidents, type RegisterResident, RevealedResident } from './residents.dto'

@Injectable()
export class ResidentsService {
  constructor(
    @InjectCollection(residentSchema) private readonly residents: Collection<Resident>,
    private readonly areas: AreasService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** The unique identity number decides between two who register the same person at once: the second gets what the first made. */
  async register({ areaCode, ...wanted }: RegisterResident, by: Staff): Promise<{ resident: Stored<Resident>; created: boolean }> {
    refuseDepartment(by)
    const community = await this.areas.requireOwnCommunity(areaCode, by)
    try {
      return { resident: await this.residents.insert(register(wanted, community, this.clock.now())), created: true }
    } catch (error) {
      const registered = error instanceof DuplicateError ? await this.registeredUnder(wanted.identityNumber) : undefined
      if (!registered) throw error
      // One answer, whatever name was given: nothing is told of who lives elsewhere.
      if (!isWithin(registered, by)) throw new DomainError('registered-elsewhere', { field: 'identityNumber' })
      requireSamePerson(registered, wanted)
      return { resident: registered, created: false }
    }
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
    const wanted = { ...(phone && { phone: { in: formsOfPhone(phone, cityPhones()) } }), ...(q && { name: { in: formsOfName(q) } }) }
    return seen(this.residents, await this.areas.ofList(areaCode, by)).find(wanted, { limit, after: cursor })
  }

  async get(id: string, by: Staff): Promise<Stored<Resident>> {
    refuseDepartment(by)
    return seen(this.residents, scopeOf(by)).get(id)
  }

  async change(id: string, { areaCode, ...changes }: ChangeResident, by: Staff, ifVersion?: number): Promise<Stored<Resident>> {
    await this.get(id, by)
    const community = areaCode ? await this.areas.requireOwnCommunity(areaCode, by) : undefined
    return seen(this.residents, scopeOf(by)).change(id, (resident) => update(resident, changes, community), { ifVersion })
  }

  /** For the service itself, which must know of whom it tells nothing. */
  registeredUnder(identityNumber: string): Promise<Stored<Resident> | undefined> {
    return unscoped(this.residents).findOne({ identityNumber })
  }

  find(id: string): Promise<Stored<Resident> | undefined> {
    return unscoped(this.residents).get(id)
  }

  /** As it was decided where the entry lay. */
  async moveTo(id: string, areaCode: string, changes: ResidentChanges): Promise<void> {
    const community = await this.areas.requireCommunity(areaCode)
    await this.residents.change(id, (resident) => update(resident, changes, community))
  }

  async reveal(id: string, purpose: string, by: Staff) {
    return this.audit.reveal(RevealedResident, { by, kind: 'resident', id, purpose }, await this.get(id, by))
  }
}

/** A department works on what was dispatched to it; the city's residents are not its to look through. */
export function refuseDepartment(by: Staff): void {
  if (ofDepartment(by)) throw new DomainError('not-allowed')
}
