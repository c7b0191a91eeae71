import { type Day, type Decision, DomainError, dayOf, endOf as endOfDay, newId, stateTable } from '@yiwang/domain'
import { type Actor, actorOf, type KnownArea, type Place, placeOf, requireAnother } from '@yiwang/people/rules'
import { event } from '../events'

/** Why something must stay: each is a letter of an authority, or a matter of the city's own that it answers for. */
export const holdGrounds = ['litigation', 'investigation', 'audit', 'review', 'complaint'] as const
export type HoldGround = (typeof holdGrounds)[number]

/** What is kept as these can be held for a whole area. */
export const holdableKinds = ['register', 'matter', 'money', 'audit'] as const
export type HoldableKind = (typeof holdableKinds)[number]

export const holdStates = stateTable({
  'in-force': { lift: 'lifted' },
  lifted: {},
})
export type HoldState = (typeof holdStates.names)[number]

/** Of what: one of the three. */
export interface Held {
  residentId?: string
  ticketId?: string
  kind?: HoldableKind
}

/** A legal hold (保全): what it covers is neither blanked nor erased, to its last day or until another person lifts it. */
export interface LegalHold extends Held, Place {
  id: string
  state: HoldState
  ground: HoldGround
  /** Of the letter that asks for it. */
  documentNumber: string
  /** The last day. */
  until: Day
  note?: string
  putBy: Actor
  putAt: Date
  liftedBy?: Actor
  liftedAt?: Date
  reason?: string
}

export type WantedHold = Held & Pick<LegalHold, 'ground' | 'documentNumber' | 'until' | 'note'>

export function put(wanted: WantedHold, area: KnownArea, { by, now }: { by: Actor; now: Date }): Decision<LegalHold> {
  const { residentId, ticketId, kind, ground, documentNumber, until, note } = wanted
  const named = { ...(residentId && { residentId }), ...(ticketId && { ticketId }), ...(kind && { kind }) }
  if (Object.keys(named).length !== 1) throw new DomainError('hold-names-one', { field: Object.keys(named)[1] ?? 'residentId' })
  if (until < dayOf(now)) throw new DomainError('until-in-the-past', { field: 'until' })
  const hold: LegalHold = {
    id: newId(),
    state: 'in-force',
    ...named,
    ...placeOf(area),
    ground,
    documentNumber,
    until,
    ...(note && { note }),
    putBy: actorOf(by),
    putAt: now,
  }
  return { set: hold, events: [told(hold)] }
}

/** Whoever put it does not lift it. */
export function lift(hold: LegalHold, reason: string, { by, now }: { by: Actor; now: Date }): Decision<LegalHold> {
  const state = holdStates.next(hold.state, 'lift')
  requireAnother(by, hold.putBy)
  return { set: { state, reason, liftedBy: actorOf(by), liftedAt: now }, events: [told({ ...hold, state })] }
}

/** When it was lifted, or with its last day. */
export const endOf = ({ liftedAt, until }: LegalHold): Date => liftedAt ?? endOfDay(until)

function told({ id: holdId, residentId, ticketId, kind, areaCode, until, state }: LegalHold) {
  const what = residentId ? 'resident' : ticketId ? 'ticket' : 'kind'
  const subject = residentId ?? ticketId
  return event('information-network.hold-changed', { holdId, what, ...(subject && { subject }), ...(kind && { kind }), areaCode, until, state })
}
