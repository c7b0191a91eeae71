import { Flag, Id, Instant, Line, OneOf, PageQuery, Part } from '@yiwang/platform'
import { type Ref, timelineEvents } from './timeline-words'

export class ListTimeline extends PageQuery {
  @OneOf(['at', '-at'], { optional: true, description: '`at`, the oldest first, where absent' }) sort?: 'at' | '-at'
}

class RefView {
  @Line({ max: 20 }) kind: Ref['kind']
  @Id() id: string
}

export class TimelineItemView {
  @Instant() at: Date
  @Line({ max: 40 }) service: string
  @OneOf(timelineEvents, { description: 'the event’s name' }) type: string
  @Line({ max: 200, description: 'a plain sentence without personal data' }) summary: string
  @Part(() => RefView) ref: RefView
  @Flag({ optional: true, description: 'that it is theirs was told, and checked by nobody' }) claimed?: boolean
}
