import { IdentityNumber } from '@yiwang/people'
import { Day, Line, OneOf, PersonName } from '@yiwang/platform'
import { type Certainty, certainties } from '../residents/origin'

/** From which day it is so, and how that is known; a document, where nothing is said. */
export class RecordEvent {
  @Day({ description: 'the day of effect, which may be past' }) on: string
  @OneOf(certainties, { optional: true }) certainty?: Certainty
}

export class RecordMoveAway extends RecordEvent {
  @Line({ max: 200, optional: true, description: 'where to' }) to?: string
}

export class RecordName extends RecordEvent {
  @PersonName({ description: 'as the household register has it now' }) name: string
}

export class CorrectNumber extends RecordEvent {
  @IdentityNumber() identityNumber: string
}
