import { ActorView } from '@yiwang/people'
import { AreaCode, Day, Id, Instant, Line, OneOf, Part, Parts, Whole } from '@yiwang/platform'
import { type ChangeState, changeKinds, changeStates, type WantedChange } from './area-change'

const FROM = { optional: true, description: 'the first day on which it is so: today where absent; a day to come is waited for' }

export class MoveArea {
  @AreaCode({ description: 'in which it is to lie, with all that is below it' }) parent: string
  @Day(FROM) from?: string
}

export class RenameArea {
  @Line({ max: 60 }) name: string
  @Day(FROM) from?: string
}

export class EndArea {
  @AreaCode({
    optional: true,
    description: 'of the same level: what lay in the area lies in this one since, and what was below it is below this one',
  })
  successor?: string
  @Day(FROM) from?: string
}

class AreaChangeView {
  @Id() id: string
  @OneOf(changeKinds) kind: WantedChange['kind']
  @OneOf(changeStates.names) state: ChangeState
  @Day() from: string
  @AreaCode({ optional: true }) parent?: string
  @Line({ max: 60, optional: true }) name?: string
  @AreaCode({ optional: true }) successor?: string
  @Line({ max: 60 }) formerName: string
  @AreaCode({ optional: true }) formerParent?: string
  @Part(() => ActorView) askedBy: ActorView
  @Instant() askedAt: Date
  @Line({ max: 60, optional: true, description: 'the code of the problem that stood against it on the day' }) refusal?: string
}

export class AreaHistoryView {
  @AreaCode({ description: 'the area' }) id: string
  @Parts(() => AreaChangeView, { description: 'the oldest first' }) changes: AreaChangeView[]
  @Instant() latestAt: Date
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
}
