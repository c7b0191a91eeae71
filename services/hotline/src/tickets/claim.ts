import { type Decision, stateTable } from '@yiwang/domain'
import { type Actor, actorOf, type EraseRule, type KnownArea, type Place, placeOf } from '@yiwang/people/rules'
import type { PersonRole } from './ticket'

/** Somebody said at a terminal that they are this resident, and the register has something else of them. Whoever knows the resident asks, and says which it is. */
export const claimStates = stateTable({
  open: { confirm: 'confirmed', refuse: 'refused' },
  confirmed: {},
  refused: {},
})
export type ClaimState = (typeof claimStates.names)[number]

/** It lies where the resident is registered: there it is checked. */
export interface Claim extends Place {
  id: string
  residentId: string
  ticketId: string
  number: string
  /** As whom the ticket names them. */
  roles: PersonRole[]
  state: ClaimState
  claimedAt: Date
  decidedBy?: Actor
  decidedAt?: Date
}

export type Verdict = 'confirm' | 'refuse'

export const open = (claim: Omit<Claim, 'state' | keyof Place>, area: KnownArea): Decision<Claim> => ({
  set: { ...claim, ...placeOf(area), state: 'open' },
})

/** Nobody can be asked any more. */
export const eraseFrom: EraseRule<Claim> = (claim, residentId) => (claim.residentId === residentId ? { gone: true } : undefined)

/** What a claim is by a verdict. */
export const verdicts = { confirm: 'confirmed', refuse: 'refused' } as const

export const decide = (claim: Claim, verdict: Verdict, by: Actor, now: Date): Decision<Claim> => ({
  set: { state: claimStates.next(claim.state, verdict), decidedBy: actorOf(by), decidedAt: now },
})
