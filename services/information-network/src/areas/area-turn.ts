import { type Decision, hasCome } from '@yiwang/domain'

/**
 * Whose turn it is to write areas: one change at a time in the whole city. Two that are each right for the tree as it was may together part the city, as where two areas
 * end into each other.
 */
export interface AreaTurn {
  id: string
  /** Whoever writes, and until when nobody else does. */
  holder?: string
  until?: Date
}

/** There is one. */
export const TURN = 'turn'
/** Several times what the largest change takes. After a crash another goes on then. */
export const TURN_MS = 5 * 60_000

/** Nothing where another has it. */
export function takeTurn(turn: AreaTurn | undefined, holder: string, now: Date): Decision<AreaTurn> | undefined {
  if (turn?.holder && turn.until && !hasCome(turn.until, now, TURN_MS)) return undefined
  return { set: { id: TURN, holder, until: new Date(now.getTime() + TURN_MS) } }
}

/** Nothing where it ran out meanwhile, and another has it. */
export const giveBack = (turn: AreaTurn, holder: string): Decision<AreaTurn> | undefined =>
  turn.holder === holder ? { set: { holder: undefined, until: undefined } } : undefined
