import { answerOf, clientOf, everything, once } from './client'
import type { paths } from './generated/information-network'
import type { Move, Network } from './shapes'

const http = clientOf<paths>()
const residents = '/api/information-network/residents'
const notices = '/api/information-network/notices'
const moves = '/api/information-network/moves'
const of = (id: string) => ({ params: { path: { id } } })
const asSeen = ({ id, version }: Move) => ({ ...of(id), headers: { 'if-match': `"${version}"` } })

export const network = {
  area: (code: string) => answerOf(http.GET('/api/information-network/areas/{code}', { params: { path: { code } } })),
  areas: (parent: string) =>
    everything((cursor) => answerOf(http.GET('/api/information-network/areas', { params: { query: { parent, limit: 200, cursor } } }))),
  /** By a part of the name or its initials, within the asker's own area. */
  findAreas: async (q: string) => (await answerOf(http.GET('/api/information-network/areas', { params: { query: { q, limit: 20 } } }))).items,
  units: (areaCode: string) =>
    everything((cursor) => answerOf(http.GET('/api/information-network/units', { params: { query: { areaCode, limit: 200, cursor } } }))),
  residents: (query: { phone?: string; q?: string; cursor?: string }) => answerOf(http.GET(residents, { params: { query } })),
  resident: (id: string) => answerOf(http.GET('/api/information-network/residents/{id}', of(id))),
  register: (body: Network['RegisterResident']) => once(residents, body, (headers) => http.POST(residents, { body, headers })),
  changeResident: (id: string, body: Network['ChangeResident']) =>
    answerOf(http.PATCH('/api/information-network/residents/{id}', { ...of(id), body })),
  moves: (side: 'asked' | 'held', cursor?: string) => answerOf(http.GET(moves, { params: { query: { side, cursor } } })),
  askMove: (body: Network['AskMove']) => once(moves, body, (headers) => http.POST(moves, { body, headers })),
  acceptMove: (move: Move) => answerOf(http.POST('/api/information-network/moves/{id}/accept', asSeen(move))),
  refuseMove: (move: Move, reason: string) =>
    answerOf(http.POST('/api/information-network/moves/{id}/refuse', { ...asSeen(move), body: { reason } })),
  reveal: (id: string, purpose: string) => answerOf(http.POST('/api/information-network/residents/{id}/reveal', { ...of(id), body: { purpose } })),
  /** The newest first. */
  timeline: (id: string, query: { limit?: number; cursor?: string } = {}) =>
    answerOf(http.GET('/api/information-network/residents/{id}/timeline', { params: { path: { id }, query: { sort: '-at', ...query } } })),
  notices: (cursor?: string) => answerOf(http.GET(notices, { params: { query: { cursor } } })),
  publish: (body: Network['PublishNotice']) => once(notices, body, (headers) => http.POST(notices, { body, headers })),
}
