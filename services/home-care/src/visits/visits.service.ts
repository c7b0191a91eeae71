import { Injectable } from '@nestjs/common'
import { type Seen, type Staff, scopeOfOne, seen, unscoped } from '@yiwang/auth'
import { Clock, type Decision, DomainError, requireSeen } from '@yiwang/domain'
import type { Received } from '@yiwang/messaging'
import { AuditService, RevealedPerson, type RevealForm } from '@yiwang/people'
import { type Collection, InjectCollection, type Page, type Stored } from '@yiwang/persistence'
import { ElderlyService } from '../elderly/elderly.service'
import { ProvidersService } from '../providers/providers.service'
import { RequestsService } from '../requests/requests.service'
import { complete, fill, giveUp, mayReveal, plan, start, type Visit } from './visit'
import { visitSchema } from './visit.schema'
import type { ListVisits } from './visits.dto'

const NOTHING: Page<Stored<Visit>> = { items: [], next: null }

@Injectable()
export class VisitsService {
  constructor(
    @InjectCollection(visitSchema) private readonly visits: Collection<Visit>,
    private readonly requests: RequestsService,
    private readonly providers: ProvidersService,
    private readonly elderly: ElderlyService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async plan({ data: { visitId: id, requestId, providerId, plannedAt }, at }: Received<'home-care.request-assigned'>) {
    const request = await this.requests.require(requestId)
    const known = request.person.residentId ? await this.elderly.livingIn(request.areaCode, request.person.residentId) : undefined
    return this.visits.insert(plan({ id, requestId, providerId, plannedAt: new Date(plannedAt), at }, request, known))
  }

  /** One whose plan is still to come looks for itself. */
  async fill(id: string, known: { phone?: string; address?: string }): Promise<void> {
    await unscoped(this.visits)
      .change(id, (visit) => fill(visit, known))
      .catch((error) => {
        if (!(error instanceof DomainError && error.code === 'not-found')) throw error
      })
  }

  /** A provider sees their own; a coordinator follows the request. */
  async list({ state, sort = 'plannedAt', limit, cursor }: ListVisits, by: Staff): Promise<Page<Stored<Visit>>> {
    const own = await this.ownOf(by)
    return own?.find({ ...(state && { state }) }, { sort, limit, after: cursor }) ?? NOTHING
  }

  async get(id: string, by: Staff): Promise<Stored<Visit>> {
    return requireSeen(await this.ownOf(by), () => true).get(id)
  }

  start = (id: string, by: Staff, ifVersion?: number) => this.act(id, by, (visit, now) => start(visit, by, now), ifVersion)

  complete = (id: string, report: string, by: Staff, ifVersion?: number) =>
    this.act(id, by, (visit, now) => complete(visit, report, by, now), ifVersion)

  giveUp = (id: string, reason: string, by: Staff, ifVersion?: number) => this.act(id, by, (visit, now) => giveUp(visit, reason, by, now), ifVersion)

  async reveal(id: string, why: RevealForm, by: Staff): Promise<RevealedPerson> {
    const visit = await this.get(id, by)
    if (!mayReveal(visit, this.clock.now())) throw new DomainError('reveal-not-granted')
    const { person } = visit
    return this.audit.reveal(RevealedPerson, { by, kind: 'visit', id, residentIds: [person.residentId], ...why }, person)
  }

  private async act(id: string, by: Staff, decide: (visit: Visit, now: Date) => Decision<Visit>, ifVersion?: number) {
    const own = requireSeen(await this.ownOf(by), () => true)
    return own.change(id, (visit) => decide(visit, this.clock.now()), { ifVersion, keyed: true })
  }

  /** Nobody's, where the login is no provider's. */
  private async ownOf(by: Staff): Promise<Seen<Visit> | undefined> {
    const provider = await this.providers.ofAccount(by)
    return provider && seen(this.visits, scopeOfOne(provider))
  }
}
