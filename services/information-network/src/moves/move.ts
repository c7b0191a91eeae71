import type { Staff } from '@yiwang/auth'
import { type Decision, DomainError, newId, stateTable } from '@yiwang/domain'
import { event } from '../events'
import { requireIdentityNumber } from '../residents/identity-number'
import { inScope, type Resident } from '../residents/resident'

/** Somebody lives here now and is registered elsewhere: the community that holds the entry decides. */
export const moveStates = stateTable({
  asked: { accept: 'accepted', refuse: 'refused', expire: 'expired' },
  accepted: {},
  refused: {},
  expired: {},
})
export type MoveState = (typeof moveStates.names)[number]

/** Unanswered for so long, it is over: the house's own rule. */
const DAYS = 30

export interface Move {
  id: string
  state: MoveState
  /** Whom it is about and where they live now, as the asker said. */
  name: string
  identityNumber: string
  phone?: string
  address: string
  reason: string
  /** The community that asks, and every area above it. */
  areaCode: string
  areas: string[]
  /** Who is registered under the number, and where. Nobody where it is registered nowhere: such a request is kept like any other, so that the answer tells nothing. */
  residentId?: string
  fromAreas: string[]
  /** Who is wanted where, and the number of the request: one at a time is open, as of payments (docs/decisions/0013-one-payment-at-a-time.md). */
  about: string
  turn: number
  askedBy: Pick<Staff, 'id' | 'name' | 'role'>
  askedAt: Date
  decidedBy?: Pick<Staff, 'id' | 'name' | 'role'>
  decidedAt?: Date
  /** Why it was refused. */
  answer?: string
}

export type WantedMove = Pick<Move, 'name' | 'identityNumber' | 'phone' | 'address' | 'reason'>
type Community = { id: string; ancestors: string[] }
interface Moment {
  by: Staff
  now: Date
}

export const aboutOf = ({ identityNumber }: Pick<Move, 'identityNumber'>, areaCode: string): string => `${identityNumber} ${areaCode}`

/** Of the last request of its kind: its own turn while it is open, which nobody else gets. */
export const turnAfter = (last: Move | undefined, now: Date): number => (!last ? 1 : stateAt(last, now) === 'asked' ? last.turn : last.turn + 1)

/** Throws `registered-here` where the asker sees the entry anyway. */
export function ask(wanted: WantedMove, resident: Resident | undefined, community: Community, turn: number, { by, now }: Moment): Decision<Move> {
  requireIdentityNumber(wanted.identityNumber, now)
  if (resident && inScope(resident, by)) throw new DomainError('registered-here', { field: 'identityNumber' })
  const { name, identityNumber, phone, address, reason } = wanted
  const move: Move = {
    id: newId(),
    state: 'asked',
    name,
    identityNumber,
    ...(phone && { phone }),
    address,
    reason,
    areaCode: community.id,
    areas: community.ancestors,
    ...(resident && { residentId: resident.id }),
    fromAreas: resident?.areas ?? [],
    about: aboutOf(wanted, community.id),
    turn,
    askedBy: who(by),
    askedAt: now,
  }
  return { set: move }
}

export function stateAt({ state, askedAt }: Pick<Move, 'state' | 'askedAt'>, now: Date): MoveState {
  return state === 'asked' && now.getTime() >= askedAt.getTime() + DAYS * 24 * 3600_000 ? 'expired' : state
}

/** The resident's entry follows by the event. */
export function accept(move: Move, { by, now }: Moment): Decision<Move> {
  const state = moveStates.next(stateAt(move, now), 'accept')
  const { id, residentId, areaCode } = move
  return {
    set: { state, decidedBy: who(by), decidedAt: now },
    events: residentId ? [event('information-network.move-accepted', { moveId: id, residentId, areaCode })] : [],
  }
}

export const refuse = (move: Move, answer: string, { by, now }: Moment): Decision<Move> => ({
  set: { state: moveStates.next(stateAt(move, now), 'refuse'), decidedBy: who(by), decidedAt: now, answer },
})

/** The entry has moved by another way: a request that waited for just that is done, any other waits where the entry is now. Nothing where it waits there. */
export function follow(move: Move, place: Community, now: Date): Decision<Move> | undefined {
  if (move.state !== 'asked' || move.fromAreas.includes(place.id)) return undefined
  if (place.id === move.areaCode) return { set: { state: moveStates.next('asked', 'accept'), decidedAt: now } }
  return { set: { fromAreas: place.ancestors } }
}

/** Who holds the entry decides, and nobody else knows of it. */
export const isHeldBy = ({ fromAreas }: Pick<Move, 'fromAreas'>, by: { areaCode: string }): boolean => fromAreas.includes(by.areaCode)

const who = ({ id, name, role }: Staff) => ({ id, name, role })
