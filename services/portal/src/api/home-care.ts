import { answerOf, clientOf, everything, once } from './client'
import type { paths } from './generated/home-care'
import type { CareRequest, HomeCare, Visit } from './shapes'

export type RequestFilter = NonNullable<paths['/api/home-care/requests']['get']['parameters']['query']>

type VisitFilter = NonNullable<paths['/api/home-care/visits']['get']['parameters']['query']>

export interface VisitBodies {
  start: undefined
  complete: HomeCare['CompleteVisit']
  'cannot-be-done': HomeCare['GiveVisitUp']
}
export type VisitAction = keyof VisitBodies

const http = clientOf<paths>()
const providers = '/api/home-care/providers'
const of = ({ id }: { id: string }) => ({ params: { path: { id } } })

const acts: { [A in VisitAction]: (visit: Visit, body: VisitBodies[A]) => Promise<Visit> } = {
  start: (visit) => answerOf(http.POST('/api/home-care/visits/{id}/start', of(visit))),
  complete: (visit, body) => answerOf(http.POST('/api/home-care/visits/{id}/complete', { ...of(visit), body })),
  'cannot-be-done': (visit, body) => answerOf(http.POST('/api/home-care/visits/{id}/cannot-be-done', { ...of(visit), body })),
}

export const homeCare = {
  requests: (query: RequestFilter) => answerOf(http.GET('/api/home-care/requests', { params: { query } })),
  assign: (request: CareRequest, body: HomeCare['AssignRequest']) =>
    answerOf(http.POST('/api/home-care/requests/{id}/assign', { ...of(request), body })),
  providers: (cursor?: string) => answerOf(http.GET(providers, { params: { query: { cursor } } })),
  allProviders: () => everything((cursor) => answerOf(http.GET(providers, { params: { query: { limit: 200, cursor } } }))),
  providerAccounts: () =>
    everything((cursor) => answerOf(http.GET('/api/home-care/provider-accounts', { params: { query: { limit: 200, cursor } } }))),
  changeProvider: (id: string, body: HomeCare['ChangeProvider']) => answerOf(http.PATCH('/api/home-care/providers/{id}', { ...of({ id }), body })),
  addProvider: (body: HomeCare['CreateProvider']) => once(providers, body, (headers) => http.POST(providers, { body, headers })),
  elderly: (areaCode?: string, cursor?: string) => answerOf(http.GET('/api/home-care/elderly', { params: { query: { areaCode, cursor } } })),
  visits: (query: VisitFilter) => answerOf(http.GET('/api/home-care/visits', { params: { query } })),
  /** However many are planned or under way: each of them is to be done. */
  openVisits: async () => {
    const states = ['in-service', 'planned'] as const
    const all = await Promise.all(states.map((state) => everything((cursor) => homeCare.visits({ state, limit: 200, cursor }))))
    return all.flat()
  },
  act: <A extends VisitAction>(visit: Visit, action: A, body: VisitBodies[A]): Promise<Visit> => acts[action](visit, body),
  reveal: (id: string, purpose: string) => answerOf(http.POST('/api/home-care/visits/{id}/reveal', { ...of({ id }), body: { purpose } })),
}
