import type { Staff } from '@yiwang/auth'
import { type Asker, isWithin } from '@yiwang/auth/scope'
import { type Decision, DomainError, newId, requireSeen, stateTable } from '@yiwang/domain'
import { type Actor, actorOf, type KnownArea, type Place, placeOf } from '@yiwang/people/rules'
import { event } from '../events'
import { requireIdentityNumber } from '../residents/identity-number'
import type { Resident } from '../residents/resident'
import { daysAfter, type Periods, presets } from './periods'

/** Somebody lives here now and is registered elsewhere: the community that holds the entry decides. The request lies where it was asked (`areaCode`). */
export const moveStates = stateTable({
  asked: { accept: 'accepted', refuse: 'refused', expire: 'expired' },
  accepted: { lapse: 'lapsed' },
  refused: {},
  expired: {},
  /** Accepted, but the community that asked was gone before the entry could move. */
  lapsed: {},
})
export type MoveState = (typeof moveStates.names)[number]

export interface Move extends Place {
  id: string
  state: MoveState
  /** Whom it is about and where they live now, as the asker said. Taken away some time after the end. */
  name?: string
  identityNumber?: string
  phone?: string
  address?: string
  reason?: string
  /** Who is registered under the number, and where. Nobody where it is registered nowhere: such a request is kept like any other, so that the answer tells nothing. */
  residentId?: string
  fromAreas: string[]
  /** Who is wanted where (the id, once nothing of that is kept), and the number of the request: one at a time is open, as of payments (docs/decisions/0013-one-payment-at-a-time.md). */
  about: string
  turn: number
  askedBy: Actor
  askedAt: Date
  /** Unanswered until then, it is over. Absent in requests of versions before this. */
  expiresAt?: Date
  decidedBy?: Actor
  decidedAt?: Date
  /** Why it was refused. */
  answer?: string
  /** When what tells of a person is taken away, and when it was. */
  clearAt?: Date
  clearedAt?: Date
}

export interface WantedMove {
  name: string
  identityNumber: string
  phone?: string
  address: string
  reason: string
}
interface Moment {
  by: Staff
  now: Date
  periods: Periods
}

export const aboutOf = ({ identityNumber }: Pick<WantedMove, 'identityNumber'>, areaCode: string): string => `${identityNumber} ${areaCode}`

/** Throws `registered-here` where the asker sees the entry anyway. */
export function ask(
  wanted: WantedMove,
  resident: Resident | undefined,
  community: KnownArea,
  turn: number,
  { by, now, periods }: Moment,
): Decision<Move> {
  requireIdentityNumber(wanted.identityNumber, now)
  if (resident && isWithin(resident, by)) throw new DomainError('registered-here', { field: 'identityNumber' })
  const { name, identityNumber, phone, address, reason } = wanted
  const expiresAt = daysAfter(now, periods.answerDays)
  const move: Move = {
    id: newId(),
    state: 'asked',
    name,
    identityNumber,
    ...(phone && { phone }),
    address,
    reason,
    ...placeOf(community),
    ...(resident && { residentId: resident.id }),
    fromAreas: resident?.areas ?? [],
    about: aboutOf(wanted, community.id),
    turn,
    askedBy: actorOf(by),
    askedAt: now,
    expiresAt,
    clearAt: daysAfter(expiresAt, periods.keptDays),
  }
  return { set: move }
}

export const stateAt = (move: Move, now: Date): MoveState => (move.state === 'asked' && now >= expiryOf(move) ? 'expired' : move.state)

const expiryOf = ({ expiresAt, askedAt }: Move): Date => expiresAt ?? daysAfter(askedAt, presets.house.answerDays)

/** The resident's entry follows by the event. */
export function accept(move: Move, moment: Moment): Decision<Move> {
  const set = decide(move, 'accept', moment)
  const { id, residentId, areaCode } = move
  return {
    set,
    events: residentId ? [event('information-network.move-accepted', { moveId: id, residentId, areaCode })] : [],
  }
}

export const refuse = (move: Move, answer: string, moment: Moment): Decision<Move> => ({ set: { ...decide(move, 'refuse', moment), answer } })

/** Who held the entry when they asked may hold it no longer: the request as it is now says it. */
function decide(move: Move, step: 'accept' | 'refuse', { by, now, periods }: Moment): Partial<Move> {
  requireSeen(move, (one) => isHeldBy(one, by))
  return { state: moveStates.next(stateAt(move, now), step), decidedBy: actorOf(by), decidedAt: now, clearAt: daysAfter(now, periods.keptDays) }
}

/** It was accepted, and the community that asked is none any more: nothing moves. */
export const lapse = (move: Move): Decision<Move> | undefined =>
  move.state === 'accepted' ? { set: { state: moveStates.next('accepted', 'lapse') } } : undefined

/** The entry has moved by another way: a request that waited for just that is done, any other waits where the entry is now. Nothing where it waits there. */
export function follow(move: Move, place: KnownArea, { now, periods }: Omit<Moment, 'by'>): Decision<Move> | undefined {
  if (stateAt(move, now) !== 'asked' || move.fromAreas.includes(place.id)) return undefined
  if (place.id === move.areaCode) {
    return { set: { state: moveStates.next('asked', 'accept'), decidedAt: now, clearAt: daysAfter(now, periods.keptDays) } }
  }
  return { set: { fromAreas: place.ancestors } }
}

/** Its time is over: what came of it stays, and nothing of whom it was about. */
export function clear(move: Move, now: Date): Decision<Move> | undefined {
  if (move.clearedAt || !move.clearAt || now < move.clearAt) return undefined
  return { set: withoutPerson(move, now) }
}

/** One that is still open is over with that. */
export function withoutPerson(move: Move, now: Date): Partial<Move> {
  const gone = { name: undefined, identityNumber: undefined, phone: undefined, address: undefined, reason: undefined, answer: undefined }
  const state = move.state === 'asked' ? moveStates.next('asked', 'expire') : move.state
  return { ...gone, state, about: move.id, clearedAt: now }
}

/** For a request of a version before this, which says no day. */
export const clearingOf = (move: Move, { keptDays }: Periods): Date => daysAfter(move.decidedAt ?? expiryOf(move), keptDays)

/** Who holds the entry decides, and nobody else knows of it. */
export const isHeldBy = ({ fromAreas }: Pick<Move, 'fromAreas'>, by: Asker): boolean => isWithin({ areas: fromAreas }, by)
