import { call } from './call'
import type { Area, Notice, Page, Resident, Revealed, TimelineItem, Unit } from './shapes'

const door = '/api/information-network'

export interface NewResident {
  name: string
  identityNumber: string
  phone: string
  areaCode: string
  address: string
  tags?: string[]
}
export interface NewNotice {
  title: string
  text: string
  areaCode: string
  until?: string
}

export const network = {
  area: (code: string) => call.get<Area>(`${door}/areas/${code}`),
  areas: (parent: string) => call.get<Page<Area>>(`${door}/areas`, { parent, limit: 200 }),
  units: (areaCode: string) => call.get<Page<Unit>>(`${door}/units`, { areaCode, limit: 200 }),
  residents: (search: { phone?: string; q?: string; areaCode?: string }, cursor?: string) =>
    call.get<Page<Resident>>(`${door}/residents`, { ...search, cursor }),
  resident: (id: string) => call.get<Resident>(`${door}/residents/${id}`),
  register: (resident: NewResident) => call.create<Resident>(`${door}/residents`, resident),
  changeResident: (id: string, changes: object) => call.patch<Resident>(`${door}/residents/${id}`, changes),
  reveal: (id: string, purpose: string) => call.post<Revealed>(`${door}/residents/${id}/reveal`, { purpose }),
  timeline: (id: string, cursor?: string) => call.get<Page<TimelineItem>>(`${door}/residents/${id}/timeline`, { limit: 200, cursor }),
  notices: (cursor?: string) => call.get<Page<Notice>>(`${door}/notices`, { cursor }),
  publish: (notice: NewNotice) => call.create<Notice>(`${door}/notices`, notice),
}
