import type { EventData } from '@yiwang/contracts'
import { COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'

let tickets = 0

/** A daughter called for her mother, and the operator referred the need to home care. */
export const aReferral = (changes: Partial<EventData<'hotline.ticket-referred'>> = {}): EventData<'hotline.ticket-referred'> => ({
  ticketId: `ticket-${++tickets}`,
  number: '20261123-000001-2',
  state: 'referred',
  residentIds: ['daughter', 'mother'],
  service: 'home-care',
  need: '老人行动不便，需要助浴',
  note: '请先打电话',
  beneficiary: { residentId: 'mother', name: '王桂英' },
  areaCode: COMMUNITY,
  urgency: 'ordinary',
  dueAt: '2026-11-30T23:59:59+08:00',
  ...changes,
})

export const aResident = (
  changes: Partial<EventData<'information-network.resident-registered'>> = {},
): EventData<'information-network.resident-registered'> => ({
  residentId: 'mother',
  areaCode: COMMUNITY,
  name: '王桂英',
  phone: '13800138000',
  address: '易家桥新村 12 幢 304 室',
  tags: ['living-alone'],
  birthYear: 1941,
  ...changes,
})

/** A referral becomes a request; its view, as the coordinator sees it. */
export async function givenRequest(app: ServicesUnderTest, changes: Partial<EventData<'hotline.ticket-referred'>> = {}) {
  const referral = aReferral(changes)
  await app.deliver('hotline.ticket-referred', referral)
  const { body } = await app.as('coordinator').get('/api/home-care/requests?sort=-createdAt&limit=200').expect(200)
  return body.items.find(({ source }: { source: { id: string } }) => source.id === referral.ticketId)
}

/** The account that `app.as('provider')` signs in with, or another; identity has told of it. */
export async function givenAccount(app: ServicesUnderTest, account: string, changes: Partial<EventData<'identity.account-changed'>> = {}) {
  const accountId = `staff-${account}`
  await app.deliver('identity.account-changed', {
    accountId,
    account,
    name: '陈芳',
    role: 'provider',
    areaCode: COMMUNITY,
    disabled: false,
    ...changes,
  })
  return accountId
}

export async function givenProvider(app: ServicesUnderTest, account: string, areaCode = COMMUNITY): Promise<string> {
  const accountId = await givenAccount(app, account)
  const provider = { name: '陈芳', accountId, phone: '13962900101', areaCode }
  return (await app.as('coordinator').post('/api/home-care/providers', provider).expect(201)).body.id
}

/** A request, assigned to the provider; the visit that came of it. */
export async function givenVisit(app: ServicesUnderTest, providerId: string, changes: Partial<EventData<'hotline.ticket-referred'>> = {}) {
  const request = await givenRequest(app, changes)
  const plannedAt = app.clock.now().toISOString()
  await app.as('coordinator').post(`/api/home-care/requests/${request.id}/assign`, { providerId, plannedAt }).expect(201)
  await app.settled()
  return (await app.as('coordinator').get(`/api/home-care/requests/${request.id}`).expect(200)).body as {
    id: string
    visitId: string
    source: { id: string }
  }
}
