import type { EraseRule } from '@yiwang/people/rules'
import { type Move, withoutPerson } from './move'

/** A request to move somebody who is to be forgotten says nothing of them any more, at whatever state it is: there is nobody left to move. */
export const eraseFrom: EraseRule<Move> = (move, residentId, now) =>
  move.residentId === residentId && !move.clearedAt ? { set: withoutPerson(move, now) } : undefined
