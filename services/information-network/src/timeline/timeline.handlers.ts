import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { ResidentsService } from '../residents/residents.service'
import { TimelineService } from './timeline.service'
import { itemsOf } from './timeline-item'
import { type TimelineEvent, timelineEvents } from './timeline-words'

/** A read model of its own: nothing but events makes it, and rewinding this group makes it again. */
@EventHandlers('information-network.timeline')
export class TimelineHandlers {
  constructor(
    private readonly timeline: TimelineService,
    private readonly residents: ResidentsService,
  ) {}

  @OnEvent('information-network.resident-erased')
  async forget({ data: { residentId } }: Received<'information-network.resident-erased'>) {
    await this.timeline.forget(residentId)
  }

  @OnEvent(...timelineEvents)
  async tell(event: Received<TimelineEvent>) {
    for (const item of itemsOf(event)) {
      await this.timeline.add(item)
      // Looked after it stands: whoever is erased meanwhile is either known here as that, or the news of it is still to come and finds the line.
      if (await this.residents.isErased(item.residentId)) await this.timeline.forget(item.residentId)
    }
  }
}
