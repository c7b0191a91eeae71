import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { TimelineService } from './timeline.service'
import { itemsOf } from './timeline-item'
import { type TimelineEvent, timelineEvents } from './timeline-words'

/** A read model of its own: nothing but events makes it, and rewinding this group makes it again. */
@EventHandlers('information-network.timeline')
export class TimelineHandlers {
  constructor(private readonly timeline: TimelineService) {}

  @OnEvent('information-network.resident-erased')
  async forget({ data: { residentId } }: Received<'information-network.resident-erased'>) {
    await this.timeline.forget(residentId)
  }

  @OnEvent(...timelineEvents)
  async tell(event: Received<TimelineEvent>) {
    for (const item of itemsOf(event)) await this.timeline.add(item)
  }
}
