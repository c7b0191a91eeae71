import { Injectable } from '@nestjs/common'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import type { ListTimeline } from './timeline.dto'
import type { TimelineItem } from './timeline-item'
import { timelineItemSchema } from './timeline-item.schema'

@Injectable()
export class TimelineService {
  constructor(@InjectCollection(timelineItemSchema) private readonly items: Collection<TimelineItem>) {}

  add(item: TimelineItem) {
    return this.items.insert({ set: item })
  }

  of(residentId: string, { sort, limit, cursor }: ListTimeline) {
    return this.items.find({ residentId }, { sort: sort === '-at' ? '-order' : 'order', limit, after: cursor })
  }
}
