import { call } from './call'
import type { Bill, Need, Notice, Page, Payment } from './shapes'

const door = '/api/kiosk'

export interface NewNeed {
  reporter: { name: string; phone: string }
  beneficiary?: { name: string; phone?: string; address?: string }
  description: string
}

export const kiosk = {
  registerNeed: (need: NewNeed) => call.create<Need>(`${door}/needs`, need),
  need: (id: string) => call.get<Need>(`${door}/needs/${id}`),
  bill: (accountNumber: string) => call.get<Bill>(`${door}/bills`, { biller: 'water', accountNumber }),
  pay: (accountNumber: string, amount: number) => call.create<Payment>(`${door}/payments`, { biller: 'water', accountNumber, amount }),
  payment: (id: string) => call.get<Payment>(`${door}/payments/${id}`),
  notices: () => call.get<Page<Notice>>(`${door}/notices`),
  heartbeat: () => call.post<{ at: string }>(`${door}/heartbeat`, { softwareVersion: 'portal-0.1.0' }),
}
