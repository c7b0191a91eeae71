import { Body, Controller, Get, Post, Query } from '@nestjs/common'
import { CurrentUser, Roles, type Staff } from '@yiwang/auth'
import { Answers, AnswersPage, page } from '@yiwang/platform'
import { ListNotices, NoticeView, noticeView, PublishNotice } from './notices.dto'
import { NoticesService } from './notices.service'

@Controller('information-network/notices')
@Roles('operator', 'worker', 'coordinator', 'admin')
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  @Post()
  @Roles('admin')
  @Answers(NoticeView)
  async publish(@Body() body: PublishNotice, @CurrentUser() by: Staff) {
    return noticeView(await this.notices.publish(body, by))
  }

  @Get()
  @AnswersPage(NoticeView)
  async list(@Query() query: ListNotices, @CurrentUser() by: Staff) {
    return page(await this.notices.list(query, by), noticeView)
  }
}
