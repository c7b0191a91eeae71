import type { EventData } from '@yiwang/contracts'
import { type Decision, DomainError, deriveId, stateTable } from '@yiwang/domain'
import { type Actor, type Person, type Place, type Source, type Step, stepOf } from '@yiwang/people/rules'
import { event } from '../events'

/** `start`, `complete` and `cannot-be-done` follow the visit. A need referred again is a new request: this one stays as it ended. */
export const requestStates = stateTable({
  requested: { assign: 'assigned' },
  assigned: { start: 'assigned', complete: 'done', 'cannot-be-done': 'not-done' },
  done: {},
  'not-done': {},
})

export type RequestState = (typeof requestStates.names)[number]

export interface CareRequest extends Place {
  id: string
  state: RequestState
  /** Who asked: the hotline and its ticket. */
  source: Source
  /** The registered residents whom it concerns: who asked and who needs it. */
  residentIds: string[]
  /** Those of them of whom nobody has checked that it is they. */
  claimed?: string[]
  person: Person
  need: string
  note?: string
  /** The hotline's word, kept as it came. */
  urgency: string
  dueAt: Date
  provider?: { id: string; name: string }
  plannedAt?: Date
  visitId?: string
  createdAt: Date
  history: Step[]
}

/** Whom it concerns, as each event says it. */
export const concerned = ({ residentIds, claimed }: Pick<CareRequest, 'residentIds' | 'claimed'>) => ({
  residentIds,
  ...(claimed?.length && { claimed }),
})

/** With its last step; undefined while it goes on. */
export const endOf = ({ state, history }: CareRequest): Date | undefined => (requestStates.actions(state).length ? undefined : history.at(-1)?.at)

/** Clocks of a desk and of the server differ: what was "now" at the desk is not yet in the past here. */
const CLOCK_SKEW_MS = 5 * 60_000

export function receive(referral: { id: string; at: Date; data: EventData<'hotline.ticket-referred'> }, areas: string[]): Decision<CareRequest> {
  const { data, at } = referral
  const id = deriveId(referral.id, 'request')
  const source = { service: 'hotline', id: data.ticketId }
  return {
    set: {
      id,
      state: 'requested',
      source,
      ...concerned(data),
      person: data.beneficiary,
      need: data.need,
      note: data.note,
      areaCode: data.areaCode,
      areas,
      urgency: data.urgency,
      dueAt: new Date(data.dueAt),
      createdAt: at,
      history: [stepOf('refer', 'requested', { now: at })],
    },
    events: [event('home-care.request-received', { requestId: id, source, ...concerned(data), areaCode: data.areaCode })],
  }
}

export function assign(
  request: CareRequest,
  to: { provider: { id: string; name: string }; plannedAt: Date },
  by: Actor,
  now: Date,
): Decision<CareRequest> {
  const state = requestStates.next(request.state, 'assign')
  if (to.plannedAt.getTime() < now.getTime() - CLOCK_SKEW_MS) throw new DomainError('visit-planned-in-the-past', { field: 'plannedAt' })

  const { id: requestId, source } = request
  const visitId = deriveId(requestId, 'visit')
  return {
    set: {
      state,
      provider: { id: to.provider.id, name: to.provider.name },
      plannedAt: to.plannedAt,
      visitId,
      history: [...request.history, stepOf('assign', state, { by, now })],
    },
    events: [
      event('home-care.request-assigned', {
        requestId,
        source,
        ...concerned(request),
        visitId,
        providerId: to.provider.id,
        plannedAt: to.plannedAt.toISOString(),
      }),
    ],
  }
}

/** What happened at the visit decides the request. News of a visit that is not this request's, or that comes too late, changes nothing. */
export function follow(
  request: CareRequest,
  visit: { id: string; action: 'start' | 'complete' | 'cannot-be-done'; at: Date; note?: string },
): Decision<CareRequest> | undefined {
  if (request.visitId !== visit.id || !requestStates.actions(request.state).includes(visit.action)) return undefined
  const state = requestStates.next(request.state, visit.action)
  return { set: { state, history: [...request.history, stepOf(visit.action, state, { now: visit.at }, { note: visit.note })] } }
}
