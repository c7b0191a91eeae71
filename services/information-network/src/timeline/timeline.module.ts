import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { ResidentsModule } from '../residents/residents.module'
import { TimelineController } from './timeline.controller'
import { TimelineHandlers } from './timeline.handlers'
import { TimelineService } from './timeline.service'
import { timelineItemSchema } from './timeline-item.schema'

@Module({
  imports: [ResidentsModule, PersistenceModule.forFeature('information-network', { timeline: timelineItemSchema })],
  controllers: [TimelineController, TimelineHandlers],
  providers: [TimelineService],
})
export class TimelineModule {}
