import { Injectable } from '@nestjs/common'
import { type Staff, scopeOf, seen, unscoped } from '@yiwang/auth'
import { Clock, DomainError } from '@yiwang/domain'
import type { Received } from '@yiwang/messaging'
import { residentOf } from '@yiwang/people'
import { type Collection, InjectCollection, type Page, type Stored } from '@yiwang/persistence'
import { AreasService, eachBy, type PageQuery, pageOfTold } from '@yiwang/platform'
import { ProvidersService } from '../providers/providers.service'
import { assign, type CareRequest, follow, receive } from './request'
import { requestSchema } from './request.schema'
import type { AssignRequest, ListRequests } from './requests.dto'

@Injectable()
export class RequestsService {
  constructor(
    @InjectCollection(requestSchema) private readonly requests: Collection<CareRequest>,
    private readonly providers: ProvidersService,
    private readonly areas: AreasService,
    private readonly clock: Clock,
  ) {}

  async receive(referral: Received<'hotline.ticket-referred'>) {
    const area = await this.areas.placed(referral.data.areaCode)
    return this.requests.insert(receive(referral, area.ancestors))
  }

  async list({ state, areaCode, sort, limit, cursor }: ListRequests, by: Staff) {
    return seen(this.requests, await this.areas.ofList(areaCode, by)).find({ ...(state && { state }) }, { sort, limit, after: cursor })
  }

  get(id: string, by: Staff): Promise<Stored<CareRequest>> {
    return seen(this.requests, scopeOf(by)).get(id)
  }

  /** What somebody is to get, or got, where it is known that it is they; the newest first. A page may be shorter than was asked for: what is only claimed is passed over. */
  own(query: PageQuery, by: Staff): Promise<Page<Stored<CareRequest>>> {
    const residentId = residentOf(by)
    return pageOfTold(
      query,
      (after) => unscoped(this.requests).find({ 'person.residentId': residentId }, { sort: '-createdAt', limit: query.limit, after }),
      (one) => (one.claimed?.includes(residentId) ? [] : [one]),
    )
  }

  /** Those for somebody in the areas in which they live: of whoever lives elsewhere home care is told nothing there. */
  async *forSomebody({ id, areas }: { id: string; areas: string[] }): AsyncGenerator<CareRequest> {
    for await (const request of eachBy(unscoped(this.requests), { 'person.residentId': id }, 'createdAt'))
      if (areas.includes(request.areaCode)) yield request
  }

  async require(id: string): Promise<Stored<CareRequest>> {
    const request = await this.requests.get(id)
    if (!request) throw new DomainError('not-found')
    return request
  }

  async assign(id: string, { providerId, plannedAt }: AssignRequest, by: Staff, ifVersion?: number) {
    const provider = await this.providers.toSend(providerId, await this.get(id, by), by)
    const decide = (request: CareRequest) => assign(request, { provider, plannedAt }, by, this.clock.now())
    return seen(this.requests, scopeOf(by)).change(id, decide, { ifVersion, keyed: true })
  }

  follow(requestId: string, visit: Parameters<typeof follow>[1]) {
    return this.requests.change(requestId, (request) => follow(request, visit))
  }
}
