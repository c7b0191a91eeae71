import type { Staff } from '@yiwang/auth'
import { ERASED } from '@yiwang/contracts'
import { type Decision, DomainError, newId, stateTable } from '@yiwang/domain'
import { isSameName } from '@yiwang/domain/normalization'
import { type Actor, actorOf, type EraseRule, type KnownArea, type Place, placeOf, requireAnother, type Source } from '@yiwang/people/rules'
import { event } from '../events'
import type { Resident } from '../residents/resident'

/** What somebody may say is otherwise. The identity number is not among them: it says who they are, and is looked at on the card. */
export const correctable = ['name', 'phone', 'address'] as const
export type Correctable = (typeof correctable)[number]

/** By which door a value came that differs from the register's. More doors will let theirs wait here. */
export const doors = ['own'] as const

export const correctionStates = stateTable({
  open: { accept: 'accepted', refuse: 'refused', withdraw: 'withdrawn' },
  /** Waits for the entry to take it, which is soon; `overtake`: the entry got yet another value in that moment. */
  accepted: { overtake: 'open' },
  refused: {},
  withdrawn: {},
})
export type CorrectionState = (typeof correctionStates.names)[number]

/** Once it was decided or taken back; one that was accepted may be open again for a moment, and is asked when its years are over. */
export const endOf = ({ state, decidedAt }: Correction): Date | undefined => (state === 'open' ? undefined : decidedAt)

/** A value that differs from the register's: it waits for whoever keeps the entry, and overwrites nothing before. It lies where the resident is registered. */
export interface Correction extends Place {
  id: string
  state: CorrectionState
  residentId: string
  field: Correctable
  /** Taken away some time after the end, as are the next two. */
  value?: string
  /** What the register had when it was proposed, and then when it was accepted. */
  was?: string
  note?: string
  /** One of a resident's field is open at a time (docs/decisions/0013-one-payment-at-a-time.md). */
  about: string
  turn: number
  door: string
  /** What of another service it came with. */
  source?: Source
  proposedBy: Actor
  proposedAt: Date
  decidedBy?: Actor
  decidedAt?: Date
  /** Why it was refused, for whoever proposed it. */
  reason?: string
  /** When what tells of a person is taken away. */
  clearAt?: Date
  clearedAt?: Date
}

export interface WantedCorrection {
  field: Correctable
  value: string
  note?: string
}

export const aboutOf = (residentId: string, field: Correctable): string => `${residentId} ${field}`

/** How long what was decided says of whom it was: as long as one may ask why. */
const KEPT_MS = 90 * 24 * 3600_000

/** Throws `as-registered` where the register has it so. */
export function propose(
  { field, value, note }: WantedCorrection,
  resident: Resident,
  turn: number,
  { by, now, door = 'own', source }: { by: Actor; now: Date; door?: (typeof doors)[number]; source?: Source },
): Decision<Correction> {
  if (resident[field] === value) throw new DomainError('as-registered', { field: 'value' })
  const { id: residentId, areaCode, areas } = resident
  const correction: Correction = {
    id: newId(),
    state: 'open',
    residentId,
    field,
    value,
    was: resident[field],
    ...(note && { note }),
    areaCode,
    areas,
    about: aboutOf(residentId, field),
    turn,
    door,
    ...(source && { source }),
    proposedBy: actorOf(by),
    proposedAt: now,
  }
  return { set: correction }
}

/** Nobody decides on their own entry, nor on what they proposed for another, by whichever of their accounts: whoever bears the name of one of the two may be that one. */
export function requireOther(correction: Correction, { name }: Pick<Resident, 'name'>, by: Pick<Staff, 'id' | 'name' | 'residentId'>): void {
  const { residentId, proposedBy } = correction
  requireAnother(by, { id: residentId }, proposedBy)
  const isOfTheirs = by.residentId === residentId || by.residentId === proposedBy.id
  if (isOfTheirs || [name, proposedBy.name].some((theirs) => isSameName(by.name, theirs))) throw new DomainError('needs-another-person')
}

/** The entry takes it by the event. `seen`: the version of the entry that was looked at; it has another value than was shown where it has another version. */
export function accept(correction: Correction, resident: Resident & { version: number }, seen: number, by: Staff, now: Date): Decision<Correction> {
  const state = correctionStates.next(correction.state, 'accept')
  requireOther(correction, resident, by)
  if (resident.version !== seen) throw new DomainError('entry-changed', { field: 'entryVersion' })
  const { id: correctionId, residentId, field } = correction
  return {
    set: { state, was: resident[field], ...decided(by, now) },
    events: [event('information-network.correction-accepted', { correctionId, residentId, field })],
  }
}

export function refuse(correction: Correction, resident: Pick<Resident, 'name'>, reason: string, by: Staff, now: Date): Decision<Correction> {
  const state = correctionStates.next(correction.state, 'refuse')
  requireOther(correction, resident, by)
  return { set: { state, reason, ...decided(by, now) } }
}

export const withdraw = (correction: Correction, now: Date): Decision<Correction> => ({
  set: { state: correctionStates.next(correction.state, 'withdraw'), decidedAt: now, clearAt: keptUntil(now) },
})

/** Another value came into the entry between the yes and now: nothing is overwritten, and it waits again. */
export const overtake = (correction: Correction, was: string | undefined): Decision<Correction> | undefined =>
  correction.state === 'accepted'
    ? { set: { state: correctionStates.next('accepted', 'overtake'), was, decidedBy: undefined, decidedAt: undefined, clearAt: undefined } }
    : undefined

/** It waits where the entry lies now. */
export const follow = (correction: Correction, place: KnownArea): Decision<Correction> | undefined =>
  correction.state === 'open' && correction.areaCode !== place.id ? { set: placeOf(place) } : undefined

/** What was decided stays, and nothing of whom it was about. */
export const clear = (correction: Correction, now: Date): Decision<Correction> | undefined =>
  correction.clearedAt || !correction.clearAt || now < correction.clearAt
    ? undefined
    : { set: { value: undefined, was: undefined, note: undefined, reason: undefined, clearedAt: now } }

/** Whom the entry was of, or who spoke for them. */
export const eraseFrom: EraseRule<Correction> = (correction, residentId) => {
  if (correction.residentId === residentId) return { gone: true }
  const { proposedBy } = correction
  return proposedBy.id === residentId && proposedBy.name !== ERASED ? { set: { proposedBy: { ...proposedBy, name: ERASED } } } : undefined
}

const keptUntil = (now: Date): Date => new Date(now.getTime() + KEPT_MS)
const decided = (by: Actor, now: Date) => ({ decidedBy: actorOf(by), decidedAt: now, clearAt: keptUntil(now) })
