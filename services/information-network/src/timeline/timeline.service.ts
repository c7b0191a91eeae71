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

  async forget(residentId: string): Promise<void> {
    for await (const { id } of this.items.each({ residentId })) await this.items.remove(id)
  }

  of(residentId: string, { sort, limit, cursor }: ListTimeline) {
    return this.items.find({ residentId }, { sort: sort === '-at' ? '-order' : 'order', limit, after: cursor })
  }
}
