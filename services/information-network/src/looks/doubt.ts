import { type Decision, newId, stateTable } from '@yiwang/domain'
import { type Actor, actorOf, type EraseRule, requireAnother } from '@yiwang/people/rules'
import type { Look } from './look'

export const doubtStates = stateTable({ asked: { answer: 'answered' }, answered: {} })
export type DoubtState = (typeof doubtStates.names)[number]

/** What an auditor found: the look was right, or it was not. */
export const findings = ['in-order', 'not-in-order'] as const
export type Finding = (typeof findings)[number]

/** A resident asks whether a look at them was right. The line that it is about is made anew with the list: it is kept apart from it. */
export interface Doubt {
  id: string
  state: DoubtState
  residentId: string
  lookId: string
  askedAt: Date
  words?: string
  finding?: Finding
  answer?: string
  answeredBy?: Actor
  answeredAt?: Date
}

export const doubt = ({ id: lookId, residentId }: Look, words: string | undefined, now: Date): Decision<Doubt> => ({
  set: { id: newId(), state: 'asked', residentId, lookId, askedAt: now, ...(words && { words }) },
})

/** DomainError `needs-another-person` for whoever looked. */
export function answer(
  { state }: Doubt,
  look: Pick<Look, 'by'> | undefined,
  { finding, answer }: { finding: Finding; answer: string },
  { by, now }: { by: Actor; now: Date },
): Decision<Doubt> {
  const next = doubtStates.next(state, 'answer')
  if (look) requireAnother(by, { id: look.by })
  return { set: { state: next, finding, answer, answeredBy: actorOf(by), answeredAt: now } }
}

export const eraseFrom: EraseRule<Doubt> = ({ residentId: whose }, residentId) => (whose === residentId ? { gone: true } : undefined)
