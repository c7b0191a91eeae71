import { Injectable } from '@nestjs/common'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import type { TimelineItem } from './timeline-item'

@Injectable()
export class TimelineService {
  constructor(@InjectCollection('timeline') private readonly items: Collection<TimelineItem>) {}

  add(item: TimelineItem) {
    return this.items.insert({ set: item })
  }

  of(residentId: string, { limit, cursor }: { limit?: number; cursor?: string }) {
    return this.items.find({ residentId }, { sort: 'order', limit, after: cursor })
  }
}
