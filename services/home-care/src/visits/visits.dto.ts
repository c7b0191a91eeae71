import { AreaStep, PersonView, StepView } from '@yiwang/people'
import { AreaCode, Instant, Line, Lines, OneOf, PageQuery, Part, Parts, Text, Whole } from '@yiwang/platform'
import { type Visit, visitStates } from './visit'

export class ListVisits extends PageQuery {
  @OneOf(visitStates.names, { optional: true }) state?: Visit['state']
  @OneOf(['plannedAt', '-plannedAt'], { optional: true, description: '`plannedAt` where absent' }) sort?: 'plannedAt' | '-plannedAt'
}

export class CompleteVisit {
  @Text({ max: 2000, description: 'what was done and found' }) report: string
}

export class GiveVisitUp {
  @Text({ max: 500, description: 'why it could not be done: nobody at home, refused, …' }) reason: string
}

export class VisitView {
  @Line({ max: 64 }) id: string
  @Line({ max: 64 }) requestId: string
  @OneOf(visitStates.names) state: Visit['state']
  @Instant() plannedAt: Date
  @Instant({ optional: true }) startedAt?: Date
  @Instant({ optional: true }) endedAt?: Date
  @Part(() => PersonView) person: PersonView
  @Text({ max: 2000 }) need: string
  @Text({ max: 2000, optional: true }) note?: string
  @AreaCode() areaCode: string
  @Parts(() => AreaStep, { description: 'from the county down to the area itself' }) areaPath: AreaStep[]
  @Text({ max: 2000, optional: true }) report?: string
  @Text({ max: 500, optional: true }) reason?: string
  @Lines({ maxItems: 10, max: 30, description: 'what the asker may do now' }) allowedActions: string[]
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
  @Parts(() => StepView) history: StepView[]
}
