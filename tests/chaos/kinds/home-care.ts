import { demoResidents } from '../../../services/information-network/src/demo/demo-residents'
import { birthDateOf } from '../../../services/information-network/src/residents/resident'
import type { Caller } from '../caller'
import type { Found } from '../checker/found'
import { add } from '../checker/spoiling'
import type { Wish } from '../client'
import { refer } from './hotline'
import type { Kinds } from './kinds'

/** The demo city's, whom home care keeps only where care was asked for them. Whoever is registered in the day is of an age. */
const younger = new Set(demoResidents.filter(({ wanted }) => birthDateOf(wanted) >= '1967').map(({ id }) => id))

const AFTER_EVENT: Record<string, string> = {
  'home-care.visit-started': 'in-service',
  'home-care.visit-completed': 'completed',
  'home-care.visit-not-done': 'not-done',
}
const REQUEST: Record<string, string> = { 'in-service': 'assigned', completed: 'done', 'not-done': 'not-done' }

export const homeCare: Kinds = {
  service: 'home-care',
  wishes: (caller) => [
    [5, () => assign(caller)],
    [4, () => visit(caller, 'start-visit', 'planned', 'start')],
    [4, () => visit(caller, 'complete-visit', 'in-service', 'complete', { report: '服务已完成，老人情况良好。' })],
    [1, () => visit(caller, 'give-visit-up', 'planned', 'cannot-be-done', { reason: '家中无人。' })],
  ],
  due: {
    assign: () => ['home-care.request-assigned'],
    'start-visit': () => ['home-care.visit-started'],
    'complete-visit': () => ['home-care.visit-completed'],
    'give-visit-up': () => ['home-care.visit-not-done'],
  },
  line: ({ type }, { requestId, visitId }) => {
    if (type.startsWith('home-care.request-')) return { kind: 'care-request', id: requestId }
    if (type.startsWith('home-care.visit-')) return { kind: 'visit', id: visitId }
  },
  copies: [
    { collection: 'home-care.accounts', source: '/identity/accounts', of: ['identity.account-changed'], fields: ['areaCode', 'disabled'] },
    { collection: 'home-care.areas', source: '/information-network/areas', fields: ['name', 'level'] },
    { collection: 'home-care.elderly', source: '/information-network/residents', fields: ['areaCode'], perhaps: younger },
  ],
  faults: careFaults,
  knocks: () => [{ as: 'coordinator', service: 'home-care', kind: 'list', path: '/requests?limit=1' }],
  tamperings: [
    ['a second request for one referral', (day) => add(day, 'home-care.requests', 'second'), /is there without a referral/],
    ['a visit that nobody planned', (day) => add(day, 'home-care.visits', 'second'), /is there without a request/],
  ],
}

async function assign(caller: Caller) {
  const request = await oneOf(caller, 'coordinator', '/requests?state=requested&limit=50')
  if (!request) return refer(caller, '需要助餐。')
  const body = { providerId: 'demo-provider-1', plannedAt: new Date(Date.now() + 3_600_000).toISOString() }
  await caller.ask('coordinator', 'home-care', 'assign', `/requests/${request.id}/assign`, body, request.id)
}

async function visit(caller: Caller, kind: string, state: string, action: string, body: Record<string, unknown> = {}) {
  const planned = await oneOf(caller, 'provider', `/visits?state=${state}&limit=50`)
  if (planned) await caller.ask('provider', 'home-care', kind, `/visits/${planned.id}/${action}`, body, planned.id)
}

async function oneOf({ client, chance }: Caller, as: Wish['as'], path: string) {
  const { status, body } = await client.ask({ as, service: 'home-care', kind: 'list', path })
  return status === 200 && body.items.length ? chance.one(body.items) : undefined
}

/** One referral, one request, at most one visit; what came of the visit moved the request, once. */
function* careFaults(found: Found): Generator<string> {
  for (const { _id, state } of found.stored('home-care.visits')) {
    const due = AFTER_EVENT[found.last(`/home-care/visits/${_id}`)?.type ?? ''] ?? 'planned'
    if (due !== state) yield `visit ${_id} is ${state}, its events say ${due}`
  }
  const requests = found.byId('home-care.requests')
  const visits = found.byId('home-care.visits')
  for (const referral of found.of('hotline.ticket-referred')) {
    const request = requests.get(found.derived(referral.id, 'request'))
    const received = found.causedBy(referral, 'home-care.request-received').length
    requests.delete(request?._id ?? '')
    if (request?.source?.id !== referral.subject || received !== 1) {
      yield `the referral of ${referral.subject} led to ${request ? 1 : 0} requests and ${received} events`
      continue
    }
    const assigned = found.chain(`/home-care/requests/${request._id}`).find(({ type }) => type === 'home-care.request-assigned')
    const planned = assigned && visits.get(String(found.told(assigned).visitId))
    if (assigned && !planned) yield `request ${request._id} was assigned, and there is no visit`
    if (planned) visits.delete(planned._id)
    const due = planned ? (REQUEST[planned.state] ?? 'assigned') : 'requested'
    if (request.state !== due) yield `request ${request._id} is ${request.state}, its visit says ${due}`
  }
  for (const id of requests.keys()) yield `request ${id} is there without a referral`
  for (const id of visits.keys()) yield `visit ${id} is there without a request that was assigned`
}
