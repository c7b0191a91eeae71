import { Controller, Get, Query } from '@nestjs/common'
import { CurrentUser, Roles, type Staff } from '@yiwang/auth'
import { AnswersPage, page } from '@yiwang/platform'
import { ListNotices, NoticeView, noticeView } from './notices.dto'
import { NoticesService } from './notices.service'

@Controller('kiosk/notices')
@Roles('terminal')
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  @Get()
  @AnswersPage(NoticeView)
  async list(@Query() query: ListNotices, @CurrentUser() by: Staff) {
    return page(await this.notices.list(query, by), noticeView)
  }
}
