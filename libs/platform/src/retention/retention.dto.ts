import { keptKinds } from '@yiwang/persistence'
import { Line } from '../fields/text'
import { Day, Instant, OneOf, Part, Parts, Whole } from '../fields/values'

const MANY = Number.MAX_SAFE_INTEGER

export class PeriodView {
  @OneOf(keptKinds) kind: string
  @Day({ description: 'in force since then' }) from: string
  @Whole({ min: 0, max: 100, description: 'counted from the end of the month in which it ended' }) years: number
  @Line({ max: 300, description: 'who says so' }) source: string
}

class DueView {
  @Day({ description: 'on which its time is over' }) on: string
  @Whole({ min: 0, max: MANY }) count: number
  @Whole({ min: 0, max: MANY, description: 'of these, by a legal hold' }) held: number
}

class BlankedView {
  @Line({ max: 7, description: 'the month in which they ended, such as 2026-11' }) month: string
  @Instant() at: Date
  @Whole({ min: 0, max: MANY }) count: number
}

export class RetentionView {
  @Line({ max: 64, description: 'of what: the name of a collection' }) id: string
  @OneOf(keptKinds) kind: string
  @Part(() => PeriodView, { optional: true, description: 'absent where it is kept for good' }) period?: PeriodView
  @Instant({ optional: true, description: 'when it was counted' }) countedAt?: Date
  @Parts(() => DueView, { description: 'what is due within 90 days, and what is over and still there' }) due: DueView[]
  @Whole({ min: 0, max: MANY, description: 'what has ended and tells of people still' }) ended: number
  @Whole({ min: 0, max: MANY, description: 'what is kept by legal holds, of all that has ended' }) held: number
  @Parts(() => BlankedView, { description: 'what went, the latest first' }) blanked: BlankedView[]
}
