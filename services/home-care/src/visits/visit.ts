import { may, type Staff } from '@yiwang/auth/capabilities'
import { type Decision, stateTable } from '@yiwang/domain'
import { type Actor, isInReach, type Person, type Place, type Source, type Step, stepOf } from '@yiwang/people/rules'
import { event } from '../events'
import { concerned } from '../requests/request'

/** No rule of time: a visit that begins late, or is written down afterwards, can still be filled in. "Nobody at home" can be said at any moment before the end. */
export const visitStates = stateTable({
  planned: { start: 'in-service', 'cannot-be-done': 'not-done' },
  'in-service': { complete: 'completed', 'cannot-be-done': 'not-done' },
  completed: {},
  'not-done': {},
})

export type VisitState = (typeof visitStates.names)[number]

export interface Visit extends Place {
  id: string
  requestId: string
  source: Source
  residentIds: string[]
  claimed?: string[]
  providerId: string
  state: VisitState
  plannedAt: Date
  startedAt?: Date
  endedAt?: Date
  /** Copied when the visit was planned: the provider needs no look into the request. */
  person: Person
  need: string
  note?: string
  report?: string
  reason?: string
  history: Step[]
}

/** What a request that has a provider holds for its visit. */
export type Assigned = Pick<Visit, 'source' | 'residentIds' | 'claimed' | 'need' | 'note' | 'areaCode' | 'areas' | 'person'>

/** `known`: what home care's own register holds of the person, where they live where the request is and it told less (a caller seldom says the address). */
export function plan(
  visit: { id: string; requestId: string; providerId: string; plannedAt: Date; at: Date },
  { source, residentIds, claimed, need, note, areaCode, areas, person }: Assigned,
  known?: { phone?: string; address?: string },
): Decision<Visit> {
  const { at, ...rest } = visit
  return {
    set: {
      ...rest,
      source,
      ...concerned({ residentIds, claimed }),
      need,
      note,
      areaCode,
      areas,
      state: 'planned',
      person: { ...person, phone: person.phone ?? known?.phone, address: person.address ?? known?.address },
      history: [stepOf('plan', 'planned', { now: at })],
    },
  }
}

/** What came to be known of the person after it was planned; of a visit that is over nothing is filled in. */
export function fill(visit: Visit, { phone, address }: { phone?: string; address?: string }): Decision<Visit> | undefined {
  const { person } = visit
  const filled = { ...person, phone: person.phone ?? phone, address: person.address ?? address }
  const isSo = filled.phone === person.phone && filled.address === person.address
  return isSo || !visitStates.actions(visit.state).length ? undefined : { set: { person: filled } }
}

export function start(visit: Visit, by: Actor, now: Date): Decision<Visit> {
  const state = visitStates.next(visit.state, 'start')
  return {
    set: { state, startedAt: now, history: [...visit.history, stepOf('start', state, { by, now })] },
    events: [event('home-care.visit-started', { ...announced(visit), at: now.toISOString() })],
  }
}

export function complete(visit: Visit, report: string, by: Actor, now: Date): Decision<Visit> {
  const state = visitStates.next(visit.state, 'complete')
  return {
    set: { state, report, endedAt: now, history: [...visit.history, stepOf('complete', state, { by, now })] },
    events: [event('home-care.visit-completed', { ...announced(visit), at: now.toISOString(), report })],
  }
}

export function giveUp(visit: Visit, reason: string, by: Actor, now: Date): Decision<Visit> {
  const state = visitStates.next(visit.state, 'cannot-be-done')
  return {
    set: { state, reason, endedAt: now, history: [...visit.history, stepOf('cannot-be-done', state, { by, now })] },
    events: [event('home-care.visit-not-done', { ...announced(visit), at: now.toISOString(), reason })],
  }
}

/** Where somebody lives is for their provider to know until the visit has ended, and for some days more. */
export const mayReveal = ({ endedAt }: Visit, now: Date): boolean => isInReach(endedAt, now)

/** Only the visit's own provider acts; others look. */
export const allowedActions = (visit: Visit, by: Pick<Staff, 'role' | 'roles'>, now: Date): string[] =>
  may(by, 'visits.carry-out') ? [...visitStates.actions(visit.state), ...(mayReveal(visit, now) ? ['reveal'] : [])] : []

const announced = (visit: Visit) => {
  const { id: visitId, requestId, source, providerId } = visit
  return { visitId, requestId, source, ...concerned(visit), providerId }
}
