import { type Decision, newId, stateTable } from '@yiwang/domain'
import { type Actor, actorOf, type Place, requireAnother } from '@yiwang/people/rules'

/** Law on the Protection of Personal Information, article 47: why what is known of somebody must go. */
export const grounds = ['no-longer-needed', 'consent-withdrawn', 'unlawful', 'period-over', 'mistaken-entry'] as const
export type Ground = (typeof grounds)[number]

export const erasureStates = stateTable({
  asked: { approve: 'approved', refuse: 'refused' },
  /** It is being carried out. */
  approved: { carryOut: 'done' },
  refused: {},
  done: {},
})
export type ErasureState = (typeof erasureStates.names)[number]

/** What a service answered: how much it took away, and what may not go yet. */
export interface ErasureAnswer {
  service: string
  at: Date
  erased: number
  kept: { kind: string; documentId: string; why: string; until?: Date }[]
}

/** That somebody is to be forgotten: one person asks, another decides. It holds nothing of whom it is about but the id. */
export interface Erasure extends Place {
  id: string
  state: ErasureState
  residentId: string
  /** One of somebody is open at a time (docs/decisions/0013-one-payment-at-a-time.md). */
  turn: number
  ground: Ground
  note?: string
  askedBy: Actor
  askedAt: Date
  decidedBy?: Actor
  decidedAt?: Date
  reason?: string
  doneAt?: Date
  answers: ErasureAnswer[]
}

export const isOpen = ({ state }: Pick<Erasure, 'state'>): boolean => erasureStates.actions(state).length > 0

/** Once it was carried out, or refused. */
export const endOf = (erasure: Erasure): Date | undefined => (isOpen(erasure) ? undefined : (erasure.doneAt ?? erasure.decidedAt))

export const ask = (
  { ground, note }: Pick<Erasure, 'ground' | 'note'>,
  { id: residentId, areaCode, areas }: Place & { id: string },
  turn: number,
  { by, now }: { by: Actor; now: Date },
): Decision<Erasure> => ({
  set: { id: newId(), state: 'asked', residentId, turn, ground, note, areaCode, areas, askedBy: actorOf(by), askedAt: now, answers: [] },
})

export function approve(erasure: Erasure, { by, now }: { by: Actor; now: Date }): Decision<Erasure> {
  const state = erasureStates.next(erasure.state, 'approve')
  requireAnother(by, erasure.askedBy)
  return { set: { state, decidedBy: actorOf(by), decidedAt: now } }
}

export function refuse(erasure: Erasure, reason: string, { by, now }: { by: Actor; now: Date }): Decision<Erasure> {
  const state = erasureStates.next(erasure.state, 'refuse')
  requireAnother(by, erasure.askedBy)
  return { set: { state, reason, decidedBy: actorOf(by), decidedAt: now } }
}

/** The note may name them: it goes with them. */
export const carriedOut = (erasure: Erasure, now: Date): Decision<Erasure> | undefined =>
  erasure.state === 'approved' ? { set: { state: erasureStates.next('approved', 'carryOut'), doneAt: now, note: undefined } } : undefined

/** The latest of each service. */
export const answered = (erasure: Erasure, answer: ErasureAnswer): Decision<Erasure> => ({
  set: { answers: [...erasure.answers.filter(({ service }) => service !== answer.service), answer] },
})
