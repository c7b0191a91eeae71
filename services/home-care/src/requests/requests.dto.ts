import { AreaStep, PersonView, SourceView, StepView } from '@yiwang/people'
import { AreaCode, Id, Instant, Line, OneOf, PageQuery, Part, Parts, Text, Whole } from '@yiwang/platform'
import { type CareRequest, requestStates } from './request'

export class ListRequests extends PageQuery {
  @OneOf(requestStates.names, { optional: true }) state?: CareRequest['state']
  @AreaCode({ optional: true, description: 'with everything below it' }) areaCode?: string
  @OneOf(['dueAt', '-createdAt'], { optional: true }) sort: 'dueAt' | '-createdAt' = 'dueAt'
}

export class AssignRequest {
  @Id() providerId: string
  @Instant({ description: 'when the visit is to be; not in the past' }) plannedAt: Date
}

class ProviderNameView {
  @Line({ max: 64 }) id: string
  @Line({ max: 60 }) name: string
}

export class RequestView {
  @Line({ max: 64 }) id: string
  @OneOf(requestStates.names) state: CareRequest['state']
  @Part(() => SourceView) source: SourceView
  @Part(() => PersonView) person: PersonView
  @Text({ max: 2000 }) need: string
  @Text({ max: 2000, optional: true }) note?: string
  @AreaCode() areaCode: string
  @Parts(() => AreaStep, { description: 'from the county down to the area itself' }) areaPath: AreaStep[]
  @Line({ max: 20, description: "the hotline's: ordinary, urgent, critical; may grow" }) urgency: string
  @Instant() dueAt: Date
  @Part(() => ProviderNameView, { optional: true }) provider?: ProviderNameView
  @Instant({ optional: true }) plannedAt?: Date
  @Line({ max: 64, optional: true }) visitId?: string
  @Instant() createdAt: Date
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) version: number
  @Parts(() => StepView) history: StepView[]
}
