import { AreaCode, Day, Flag, Id, Instant, Line, Lines, OneOf, Text, Whole } from '@yiwang/platform'
import { type HoldableKind, type HoldGround, type HoldState, holdableKinds, holdGrounds, holdStates } from './hold'

export class PutHold {
  @Id({ optional: true, description: 'this resident; or one of the next two' }) residentId?: string
  @Id({ optional: true, description: 'this ticket, and what came of it' }) ticketId?: string
  @OneOf(holdableKinds, { optional: true, description: 'or all that is kept as this in the area' }) kind?: HoldableKind
  @AreaCode({ optional: true, description: 'of the ticket or the kind, the asker’s own where absent; a resident’s is known' }) areaCode?: string
  @OneOf(holdGrounds) ground: HoldGround
  @Line({ max: 60, description: 'of the letter that asks for it' }) documentNumber: string
  @Day({ description: 'the last day' }) until: string
  @Text({ max: 500, optional: true }) note?: string
}

export class LiftHold {
  @Text({ max: 500 }) reason: string
}

export class HoldView {
  @Id() id: string
  @OneOf(holdStates.names) state: HoldState
  @Id({ optional: true }) residentId?: string
  @Id({ optional: true }) ticketId?: string
  @OneOf(holdableKinds, { optional: true }) kind?: HoldableKind
  @AreaCode() areaCode: string
  @OneOf(holdGrounds) ground: HoldGround
  @Line({ max: 60 }) documentNumber: string
  @Day() until: string
  @Flag({ description: 'it holds: it was not lifted, and its last day is not over' }) inForce: boolean
  @Text({ max: 500, optional: true }) note?: string
  @Line({ max: 60 }) putBy: string
  @Instant() putAt: Date
  @Line({ max: 60, optional: true }) liftedBy?: string
  @Instant({ optional: true }) liftedAt?: Date
  @Text({ max: 500, optional: true, description: 'why it was lifted' }) reason?: string
  @Lines({ maxItems: 1, max: 20, description: 'what the asker may do now' }) allowedActions: string[]
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
}
