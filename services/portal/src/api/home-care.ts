import { call } from './call'
import type { CareRequest, Elder, Page, Provider, Revealed, Visit } from './shapes'

const door = '/api/home-care'

export interface RequestFilter {
  state?: string
  areaCode?: string
  sort?: 'dueAt' | '-createdAt'
}

export const homeCare = {
  requests: (filter: RequestFilter, cursor?: string) => call.get<Page<CareRequest>>(`${door}/requests`, { ...filter, cursor }),
  assign: (request: CareRequest, body: { providerId: string; plannedAt: string }) =>
    call.post<CareRequest>(`${door}/requests/${request.id}/assign`, body),
  providers: () => call.get<Page<Provider>>(`${door}/providers`, { limit: 200 }),
  addProvider: (provider: { name: string; account: string; phone: string; areaCode: string }) => call.create<Provider>(`${door}/providers`, provider),
  elderly: (areaCode?: string, cursor?: string) => call.get<Page<Elder>>(`${door}/elderly`, { areaCode, cursor }),
  visits: (state?: string, cursor?: string) => call.get<Page<Visit>>(`${door}/visits`, { state, cursor }),
  act: (visit: Visit, action: string, body: object) => call.post<Visit>(`${door}/visits/${visit.id}/${action}`, body),
  reveal: (id: string, purpose: string) => call.post<Revealed>(`${door}/visits/${id}/reveal`, { purpose }),
}
