import { Injectable } from '@nestjs/common'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { eachBy } from '@yiwang/platform'
import type { ListTimeline } from './timeline.dto'
import { isWithHotline, type TimelineItem } from './timeline-item'
import { timelineItemSchema } from './timeline-item.schema'

/** What lies further back is settled, or somebody has to look. */
const NEWEST = 50

@Injectable()
export class TimelineService {
  constructor(@InjectCollection(timelineItemSchema) private readonly items: Collection<TimelineItem>) {}

  add(item: TimelineItem) {
    return this.items.insert({ set: item })
  }

  async forget(residentId: string): Promise<void> {
    for await (const { id } of eachBy(this.items, { residentId }, 'order')) await this.items.remove(id)
  }

  /** Whether a ticket that names the resident is with the hotline now, by the newest of what is known of them. */
  async isWithHotline(residentId: string): Promise<boolean> {
    return isWithHotline((await this.items.find({ residentId }, { sort: '-order', limit: NEWEST })).items)
  }

  of(residentId: string, { sort, limit, cursor }: ListTimeline) {
    return this.items.find({ residentId }, { sort: sort === '-at' ? '-order' : 'order', limit, after: cursor })
  }
}
