import { Controller, Get, Param, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { AnswersPage } from '@yiwang/platform'
import { ResidentsService } from '../residents/residents.service'
import { ListTimeline, TimelineItemView } from './timeline.dto'
import { TimelineService } from './timeline.service'

@Controller('information-network/residents/:id/timeline')
@May('timeline.read')
export class TimelineController {
  constructor(
    private readonly timeline: TimelineService,
    private readonly residents: ResidentsService,
  ) {}

  @Get()
  @AnswersPage(TimelineItemView)
  async list(@Param('id') id: string, @Query() query: ListTimeline, @CurrentUser() by: Staff) {
    await this.residents.get(id, by)
    return this.timeline.of(id, query)
  }
}
