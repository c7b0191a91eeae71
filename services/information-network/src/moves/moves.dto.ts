import { AreaStep, IdentityNumber, MaskedIdentityNumber, MaskedName } from '@yiwang/people'
import type { Stored } from '@yiwang/persistence'
import { AreaCode, Flag, Id, Instant, Line, Lines, OneOf, PageQuery, Part, Parts, PersonName, Phone, Text, Whole } from '@yiwang/platform'
import { type Move, type MoveState, moveStates, stateAt } from './move'

export class AskMove {
  @PersonName() name: string
  @IdentityNumber() identityNumber: string
  @Phone({ optional: true }) phone?: string
  @AreaCode({ description: 'the community where they live now' }) areaCode: string
  @Line({ max: 200, description: 'where they live now' }) address: string
  @Text({ max: 500, description: 'read by the community that decides' }) reason: string
}

export const sides = ['asked', 'held'] as const
export type Side = (typeof sides)[number]

export class ListMoves extends PageQuery {
  @OneOf(sides, { description: '`asked`: what the asker’s area asked for; `held`: what it is asked for, and decides' }) side: Side
}

export class RefuseMove {
  @Text({ max: 500, description: 'read by the community that asked' }) reason: string
}

class HeldResident {
  @Id() id: string
  @MaskedName() name: string
  @Parts(() => AreaStep, { description: 'where they are registered' }) areaPath: AreaStep[]
  @Flag({ description: 'whether the request gives the name that is registered' }) sameName: boolean
  @Lines({ maxItems: 5, max: 30, description: 'what the asker may do with the entry' }) allowedActions: string[]
}

/** Whoever asked sees what they said and what came of it; only who holds the entry sees whose it is. */
export class MoveView {
  @Id() id: string
  @OneOf(moveStates.names) state: MoveState
  @MaskedName({ optional: true, description: 'as the asker gave it, masked; absent once nothing of the person is kept' }) name?: string
  @MaskedIdentityNumber({ optional: true, description: 'as the asker gave it, masked' }) identityNumber?: string
  @Parts(() => AreaStep, { description: 'where to' }) areaPath: AreaStep[]
  @Text({ max: 500, optional: true }) reason?: string
  @Line({ max: 60 }) askedBy: string
  @Instant() askedAt: Date
  @Instant({ optional: true }) decidedAt?: Date
  @Instant({ optional: true, description: 'when what tells of the person was taken away' }) clearedAt?: Date
  @Text({ max: 500, optional: true, description: 'why it was refused' }) answer?: string
  @Part(() => HeldResident, { optional: true, description: 'to who decides' }) resident?: HeldResident
  @Lines({ maxItems: 2, max: 20, description: 'what the asker of this list may do now' }) allowedActions: string[]
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
}

/** As the asker of a list sees it: `held` where it waits for the asker's own area. */
export function asSeen(move: Stored<Move>, now: Date, areaPath: AreaStep[], held?: { resident: HeldResident; decides: boolean }) {
  const state = stateAt(move, now)
  const allowedActions = held?.decides && state === 'asked' ? ['accept', 'refuse'] : []
  return { ...move, state, areaPath, askedBy: move.askedBy.name, resident: held?.resident, allowedActions }
}
