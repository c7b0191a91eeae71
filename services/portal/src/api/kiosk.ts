import { answerOf, clientOf, once } from './client'
import type { paths as IdentityDoors } from './generated/identity'
import type { paths } from './generated/kiosk'
import type { NewNeed } from './shapes'

const http = clientOf<paths>()
const identity = clientOf<IdentityDoors>()
const needs = '/api/kiosk/needs'
const payments = '/api/kiosk/payments'
const biller = 'water'
const of = (id: string) => ({ params: { path: { id } } })

export const kiosk = {
  registerNeed: (body: NewNeed) => once(needs, body, (headers) => http.POST(needs, { body, headers })),
  need: (id: string) => answerOf(http.GET('/api/kiosk/needs/{id}', of(id))),
  bill: (accountNumber: string) => answerOf(http.GET('/api/kiosk/bills', { params: { query: { biller, accountNumber } } })),
  pay(accountNumber: string, amount: number) {
    const body = { biller, accountNumber, amount } as const
    return once(payments, body, (headers) => http.POST(payments, { body, headers }))
  },
  payment: (id: string) => answerOf(http.GET('/api/kiosk/payments/{id}', of(id))),
  notices: (cursor?: string) => answerOf(http.GET('/api/kiosk/notices', { params: { query: { cursor } } })),
  heartbeat: () => answerOf(http.POST('/api/kiosk/heartbeat', { body: { softwareVersion: 'portal-0.1.0' } })),
  checkPin: (pin: string) => answerOf(identity.POST('/api/identity/terminals/current/check-pin', { body: { pin } })),
}
