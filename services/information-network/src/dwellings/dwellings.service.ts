import { Injectable } from '@nestjs/common'
import { may, type Staff, scopeOf, seen, unscoped } from '@yiwang/auth'
import { Clock, DomainError } from '@yiwang/domain'
import { AuditService, type RevealForm } from '@yiwang/people'
import { type Collection, DuplicateError, InjectCollection, type Page, type Stored } from '@yiwang/persistence'
import { AreasService } from '@yiwang/platform'
import { refuseDepartment } from '../residents/residents.service'
import { addressOf, type Dwelling, keyOf, record, update } from './dwelling'
import { dwellingSchema } from './dwelling.schema'
import { dwellingKeysAsked } from './dwelling-keys'
import { type ChangeDwelling, type ListDwellings, type RecordDwelling, RevealedDwelling } from './dwellings.dto'

@Injectable()
export class DwellingsService {
  constructor(
    @InjectCollection(dwellingSchema) private readonly dwellings: Collection<Dwelling>,
    private readonly areas: AreasService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Its address decides between two who record the same home at once. */
  async record({ areaCode, ...wanted }: RecordDwelling, by: Staff): Promise<{ dwelling: Stored<Dwelling>; created: boolean }> {
    refuseDepartment(by)
    const community = await this.areas.requireOwnCommunity(areaCode, by)
    try {
      return { dwelling: await this.dwellings.insert(record(wanted, community, { by, now: this.clock.now() })), created: true }
    } catch (error) {
      const known = error instanceof DuplicateError && (await unscoped(this.dwellings).findOne({ key: keyOf(wanted, areaCode) }))
      if (!known) throw error
      return { dwelling: known, created: false }
    }
  }

  async list({ q, areaCode, limit, cursor }: ListDwellings, by: Staff): Promise<Page<Stored<Dwelling>>> {
    refuseDepartment(by)
    const dwellings = seen(this.dwellings, await this.areas.ofList(areaCode, by))
    if (!q) return dwellings.find({}, { limit, after: cursor })
    const keys = dwellingKeysAsked(q)
    if (!keys.length) return { items: [], next: null }
    return dwellings.find({ keys: { all: keys } }, { limit, after: cursor })
  }

  /** `field`: where a body or a query names it. */
  get(id: string, by: Staff, field?: string): Promise<Stored<Dwelling>> {
    refuseDepartment(by)
    return seen(this.dwellings, scopeOf(by)).get(id, field)
  }

  async change(id: string, changes: ChangeDwelling, by: Staff, ifVersion?: number): Promise<Stored<Dwelling>> {
    await this.get(id, by)
    try {
      return await seen(this.dwellings, scopeOf(by)).change(id, (dwelling) => update(dwelling, changes), { ifVersion, keyed: true })
    } catch (error) {
      if (error instanceof DuplicateError) throw new DomainError('dwelling-recorded', { field: 'room' })
      throw error
    }
  }

  async reveal(id: string, why: RevealForm, by: Staff) {
    const dwelling = await this.get(id, by)
    if (!isTheirs(dwelling, by)) throw new DomainError('reveal-not-granted')
    const residentIds = dwelling.keyHolders.map(({ residentId }) => residentId)
    return this.audit.reveal(RevealedDwelling, { by, kind: 'dwelling', id, residentIds, ...why }, { ...dwelling, address: addressOf(dwelling) })
  }

  /** DomainError `not-found`, naming the field, where it is no home of this community that the asker sees. */
  async requireIn(id: string, areaCode: string, by: Staff): Promise<Stored<Dwelling>> {
    const dwelling = await seen(this.dwellings, scopeOf(by)).get(id, 'dwellingId')
    if (dwelling.areaCode !== areaCode) throw new DomainError('not-found', { field: 'dwellingId' })
    return dwelling
  }

  async addressOf(id: string): Promise<string | undefined> {
    const dwelling = await unscoped(this.dwellings).get(id)
    return dwelling && addressOf(dwelling)
  }

  async view(dwelling: Stored<Dwelling>, by: Staff) {
    const own = isTheirs(dwelling, by)
    const allowedActions = [...(may(by, 'dwellings.keep') ? ['change'] : []), ...(own && may(by, 'residents.reveal') ? ['reveal'] : [])]
    const shown = {
      address: addressOf(dwelling),
      areaPath: await this.areas.path(dwelling.areaCode),
      located: dwelling.position !== undefined,
      allowedActions,
    }
    if (own) return { ...dwelling, ...shown }
    const { id, areaCode, areas, estate, tenure, recordedAt, version } = dwelling
    return { id, areaCode, areas, estate, tenure, recordedAt, version, keyHolders: [], ...shown }
  }
}

/** The community keeps its homes; who looks on from above does not know who opens which door. */
const isTheirs = ({ areaCode }: Dwelling, by: Staff): boolean => areaCode === scopeOf(by)
