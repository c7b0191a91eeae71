import { Body, Controller, Get, Post, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers, AnswersPage } from '@yiwang/platform'
import { ListNotices, NoticeView, PublishNotice } from './notices.dto'
import { NoticesService } from './notices.service'

@Controller('information-network/notices')
@May('notices.read')
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  @Post()
  @May('notices.publish')
  @Answers(NoticeView)
  publish(@Body() body: PublishNotice, @CurrentUser() by: Staff) {
    return this.notices.publish(body, by)
  }

  @Get()
  @AnswersPage(NoticeView)
  list(@Query() query: ListNotices, @CurrentUser() by: Staff) {
    return this.notices.list(query, by)
  }
}
