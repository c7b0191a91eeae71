import { call } from './call'
import type { Page, Parked, StaffAccount, Terminal } from './shapes'

export interface NewAccount {
  account: string
  name: string
  role: string
  areaCode: string
  unitId?: string
  password: string
}

const door = '/api/identity'
export const services = ['information-network', 'hotline', 'home-care', 'kiosk', 'identity'] as const

export const admin = {
  accounts: (cursor?: string) => call.get<Page<StaffAccount>>(`${door}/accounts`, { limit: 200, cursor }),
  addAccount: (account: NewAccount) => call.create<StaffAccount>(`${door}/accounts`, account),
  changeAccount: (id: string, changes: { disabled?: boolean; password?: string }) => call.patch<StaffAccount>(`${door}/accounts/${id}`, changes),
  terminals: (cursor?: string) => call.get<Page<Terminal>>(`${door}/terminals`, { limit: 200, cursor }),
  addTerminal: (terminal: { account: string; name: string; areaCode: string }) => call.create<Terminal>(`${door}/terminals`, terminal),
  parked: (service: string) => call.get<Page<Parked>>(`/api/${service}/parked`),
  replay: (service: string, id: string) => call.post<unknown>(`/api/${service}/parked/${id}/replay`),
  drop: (service: string, id: string, event: string) => call.delete(`/api/${service}/parked/${id}/events/${encodeURIComponent(event)}`),
}
