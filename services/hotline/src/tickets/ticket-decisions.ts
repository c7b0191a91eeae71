import type { Staff } from '@yiwang/auth'
import type { EventData } from '@yiwang/contracts'
import { type Calendar, type Decision, DomainError } from '@yiwang/domain'
import { stepOf, toldOf } from '@yiwang/people/rules'
import { event } from '../events'
import { deadline } from './deadline'
import {
  canBeCalledBack,
  hidesReporter,
  isAgainstSomebody,
  isConfidential,
  type Person,
  type PersonRole,
  personInNeed,
  seersOf,
  type Ticket,
  type TicketState,
  term,
  ticketStates,
} from './ticket'

type Told =
  | 'areaCode'
  | 'reporter'
  | 'beneficiary'
  | 'description'
  | 'kind'
  | 'place'
  | 'occurredAt'
  | 'urgency'
  | 'channel'
  | 'confidential'
  | 'about'
/** What was told, and what is known of it when it is written down. */
export type Intake = Pick<Ticket, Told | 'id' | 'number' | 'code' | 'areas' | 'origin' | 'preset'>

/** Who did it, when, and by which calendar terms are counted. */
export interface Moment {
  by?: Staff
  now: Date
  calendar: Calendar
}

export function receive(intake: Intake, moment: Moment): Decision<Ticket> {
  const { now, calendar } = moment
  if (intake.occurredAt && intake.occurredAt > now) throw new DomainError('occurred-in-the-future', { field: 'occurredAt' })
  if (intake.about && !isAgainstSomebody(intake.kind)) throw new DomainError('about-nobody', { field: 'about' })
  const due = term(deadline(now, intake.urgency, intake.preset, calendar))
  const ticket: Ticket = {
    ...intake,
    confidential: isConfidential(intake),
    ...due,
    state: 'received',
    visibleTo: seersOf(intake),
    createdAt: now,
    history: [stepOf('receive', 'received', moment, { dueAt: due.dueAt })],
  }
  const { code, origin, channel, kind, urgency, areaCode } = ticket
  return {
    set: ticket,
    events: [
      event('hotline.ticket-received', { ...told(ticket), code, origin, channel, kind, urgency, areaCode, dueAt: ticket.dueAt.toISOString() }),
    ],
  }
}

/** The ticket named a resident whose registration was not known yet, and who they said they are is what it says. Nothing where the ticket has them already. */
export function link(ticket: Ticket, residentId: string, roles: PersonRole[]): Decision<Ticket> | undefined {
  const set = named(ticket, roles, (person) => (person.residentId === residentId ? undefined : { ...person, residentId, claimed: true }))
  return set && { set, events: tellOf(ticket, set, 'hotline.ticket-linked', { residentId }) }
}

/** Somebody who knows them has asked: it is this resident. */
export function confirmPerson(ticket: Ticket, residentId: string, roles: PersonRole[], moment: Moment): Decision<Ticket> | undefined {
  const isSure = ({ residentId: known, claimed }: Person) => known === residentId && !claimed
  const set = named(ticket, roles, (person) => (isSure(person) ? undefined : { ...person, residentId, claimed: undefined }))
  if (!set) return undefined
  const history = [...ticket.history, stepOf('confirm-person', ticket.state, moment)]
  return { set: { ...set, history }, events: tellOf(ticket, set, 'hotline.ticket-linked', { residentId, checked: true }) }
}

/** Or it is not: whatever was taken for theirs is nobody's. */
export function refusePerson(ticket: Ticket, residentId: string, roles: PersonRole[], moment: Moment): Decision<Ticket> | undefined {
  const set = named(ticket, roles, (person) =>
    person.residentId === residentId ? { ...person, residentId: undefined, claimed: undefined } : undefined,
  )
  if (!set) return undefined
  const history = [...ticket.history, stepOf('refuse-person', ticket.state, moment)]
  return { set: { ...set, history }, events: tellOf(ticket, set, 'hotline.ticket-unlinked', { residentId }) }
}

/** On the spot: with the caller still on the line, who may say at once that it is solved. It is closed as well where nobody can be called back. */
export function answer(ticket: Ticket, given: { reply: string; solved?: boolean; satisfied?: boolean }, moment: Moment): Decision<Ticket> {
  const { reply, solved = false, satisfied } = given
  const closes = solved || !canBeCalledBack(ticket)
  const state = ticketStates.next(ticket.state, closes ? 'answerAndClose' : 'answer')
  const set = { ...replied(ticket, 'answer', state, reply, moment), satisfied, ...(closes && { closedAt: moment.now }) }
  const answered = event('hotline.ticket-answered', { ...told(ticket, state), reply })
  return { set, events: closes ? [answered, event('hotline.ticket-closed', { ...told(ticket, state), satisfied })] : [answered] }
}

/** The ticket's own area stays; the unit's people see it too. */
export function dispatch(ticket: Ticket, unit: { id: string; name: string }, moment: Moment): Decision<Ticket> {
  const state = ticketStates.next(ticket.state, 'dispatch')
  return {
    set: {
      state,
      unit,
      visibleTo: seersOf({ areas: ticket.areas, unit }),
      history: [...ticket.history, stepOf('dispatch', state, moment, { note: unit.name })],
    },
    events: [event('hotline.ticket-dispatched', { ...told(ticket, state), unitId: unit.id, unitName: unit.name })],
  }
}

export function refer(ticket: Ticket, referral: { service: 'home-care'; need: string; note?: string }, moment: Moment): Decision<Ticket> {
  const { service, need, note } = referral
  // Who is not to be known is not to be made known to those who visit.
  if (hidesReporter(ticket) && !ticket.beneficiary) throw new DomainError('beneficiary-missing', { field: 'beneficiary' })
  const state = ticketStates.next(ticket.state, 'refer')
  const { areaCode, urgency, dueAt } = ticket
  const about = { ...told(ticket, state), areaCode, urgency, dueAt: dueAt.toISOString() }
  return {
    set: { state, need, history: [...ticket.history, stepOf('refer', state, moment, { note: note ? `${need}\n${note}` : need })] },
    events: [event('hotline.ticket-referred', { ...about, service, need, note, beneficiary: toldOf(personInNeed(ticket)) })],
  }
}

export function accept(ticket: Ticket, moment: Moment): Decision<Ticket> {
  const state = ticketStates.next(ticket.state, 'accept')
  const unit = unitOf(ticket)
  return {
    set: { state, history: [...ticket.history, stepOf('accept', state, moment)] },
    events: [event('hotline.ticket-accepted', { ...told(ticket, state), unitId: unit.id, unitName: unit.name })],
  }
}

/** Back to the hotline: the unit has no more to do with it. */
export const returnToHotline = (ticket: Ticket, reason: string, moment: Moment) => returned(ticket, 'return', reason, moment)

/** The visit could not be done, and the provider said why. */
export const returnByCare = (ticket: Ticket, reason: string, moment: Moment) => returned(ticket, 'returnByCare', reason, moment)

export const resolve = (ticket: Ticket, reply: string, moment: Moment) => resolved(ticket, 'resolve', reply, moment)

/** The visit was done: what the provider reports is the reply. */
export const resolveByCare = (ticket: Ticket, report: string, moment: Moment) => resolved(ticket, 'resolveByCare', report, moment)

export interface CallBack {
  reached: boolean
  solved?: boolean
  satisfied?: boolean
  rating?: number
  note?: string
}

/** The resident has the last word. Whoever was not reached has said nothing: the call is recorded, and nothing else. */
export function callBack(ticket: Ticket, call: CallBack, moment: Moment): Decision<Ticket> {
  if (!call.reached) return callInVain(ticket, call, moment)
  const verdict = verdictOf(call)
  return verdict.satisfied ? close(ticket, call, verdict, moment) : reopen(ticket, call, verdict, moment)
}

interface Verdict {
  solved?: boolean
  satisfied: boolean
  rating?: number
}

/** "Not solved" says "not satisfied" as well; "solved" alone does not say "satisfied". */
function verdictOf({ solved, satisfied = solved === false ? false : undefined, rating }: CallBack): Verdict {
  if (satisfied === undefined) throw new DomainError('satisfaction-missing', { field: 'satisfied' })
  return { solved, satisfied, rating }
}

function callInVain(ticket: Ticket, { note }: CallBack, moment: Moment): Decision<Ticket> {
  const state = ticketStates.next(ticket.state, 'callInVain')
  return {
    set: { history: [...ticket.history, stepOf('call-back', state, moment, { note })] },
    events: [event('hotline.ticket-called-back', { ...told(ticket, state), reached: false })],
  }
}

function close(ticket: Ticket, { note }: CallBack, { solved, satisfied, rating }: Verdict, moment: Moment): Decision<Ticket> {
  const state = ticketStates.next(ticket.state, 'close')
  const about = { ...told(ticket, state), satisfied, rating }
  return {
    set: { state, satisfied, rating, closedAt: moment.now, history: [...ticket.history, stepOf('call-back', state, moment, { note })] },
    events: [event('hotline.ticket-called-back', { ...about, reached: true, solved }), event('hotline.ticket-closed', about)],
  }
}

/** Back to the unit that handled it, or to the hotline where none did: a new term begins, with the same limit. */
function reopen(ticket: Ticket, { note }: CallBack, { solved, satisfied, rating }: Verdict, moment: Moment): Decision<Ticket> {
  const state = ticketStates.next(ticket.state, ticket.unit ? 'reopen' : 'takeBack')
  const due = term(deadline(moment.now, ticket.urgency, ticket.preset, moment.calendar))
  const history = [...ticket.history, stepOf('call-back', state, moment, { note, dueAt: due.dueAt })]
  const about = told(ticket, state)
  return {
    set: { state, satisfied, rating, ...due, termBegan: moment.now, resolvedAt: undefined, history },
    events: [
      event('hotline.ticket-called-back', { ...about, reached: true, solved, satisfied, rating }),
      event('hotline.ticket-reopened', { ...about, unitId: ticket.unit?.id }),
    ],
  }
}

function resolved(ticket: Ticket, step: 'resolve' | 'resolveByCare', reply: string, moment: Moment): Decision<Ticket> {
  const closes = !canBeCalledBack(ticket)
  const state = ticketStates.next(ticket.state, closes ? `${step}AndClose` : step)
  const set = { ...replied(ticket, 'resolve', state, reply, moment), ...(closes && { closedAt: moment.now }) }
  const about = event('hotline.ticket-resolved', { ...told(ticket, state), reply, late: set.late })
  return { set, events: closes ? [about, event('hotline.ticket-closed', told(ticket, state))] : [about] }
}

function returned(ticket: Ticket, step: 'return' | 'returnByCare', reason: string, moment: Moment): Decision<Ticket> {
  const state = ticketStates.next(ticket.state, step)
  return {
    set: {
      state,
      unit: undefined,
      visibleTo: seersOf({ areas: ticket.areas }),
      history: [...ticket.history, stepOf('return', state, moment, { note: reason })],
    },
    events: [event('hotline.ticket-returned', { ...told(ticket, state), reason })],
  }
}

/** A reply ends the term: now it is known whether it came in time. */
function replied(ticket: Ticket, action: string, state: TicketState, reply: string, moment: Moment) {
  const due = settled(ticket, moment.calendar)
  const late = moment.now > due.dueAt
  return {
    ...due,
    state,
    reply,
    resolvedAt: moment.now,
    late: late || ticket.late === true,
    history: [...ticket.history, stepOf(action, state, moment, { note: reply, late })],
  }
}

/** A provisional deadline is counted anew: the notice that it waited for may be out by now. Any other stays, whatever the calendar has become. */
function settled({ dueAt, dueProvisional, termBegan, history, urgency, preset }: Ticket, calendar: Calendar) {
  const began = termBegan ?? history.findLast((step) => step.dueAt)?.at
  return dueProvisional && began ? term(deadline(began, urgency, preset, calendar)) : { dueAt, dueProvisional }
}

/** What every event says. A reporter who is not to be known is left out: others would see in their own records who it was. */
function told(ticket: Ticket, state: TicketState = ticket.state) {
  const { id, number, reporter, beneficiary } = ticket
  const people = [hidesReporter(ticket) ? undefined : reporter, beneficiary].filter((person): person is Person & { residentId: string } =>
    Boolean(person?.residentId),
  )
  const residentIds = [...new Set(people.map(({ residentId }) => residentId))]
  const claimed = residentIds.filter((id) => people.every((person) => person.residentId !== id || person.claimed))
  return { ticketId: id, number, state, residentIds, ...(claimed.length && { claimed }) }
}

/** Those of the people in these roles of whom something is to be known anew; undefined where of none. */
function named(ticket: Ticket, roles: PersonRole[], anew: (person: Person) => Person | undefined) {
  const people = roles.flatMap((role) => {
    const person = ticket[role] && anew(ticket[role])
    return person ? [[role, person] as const] : []
  })
  return people.length ? (Object.fromEntries(people) as Pick<Partial<Ticket>, PersonRole>) : undefined
}

/** Who is not to be known is told to nobody. */
function tellOf<N extends 'hotline.ticket-linked' | 'hotline.ticket-unlinked'>(
  ticket: Ticket,
  set: Pick<Partial<Ticket>, PersonRole>,
  name: N,
  about: { residentId: string; checked?: true },
) {
  return set.beneficiary || !hidesReporter(ticket) ? [event(name, { ...told({ ...ticket, ...set }), ...about } as EventData<N>)] : []
}

function unitOf({ unit, number }: Ticket) {
  if (!unit) throw new Error(`${number} is with no unit`)
  return unit
}
