import { Controller, Get, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { AnswersPage } from '@yiwang/platform'
import { ListNotices, NoticeView } from './notices.dto'
import { NoticesService } from './notices.service'

@Controller('kiosk/notices')
@May('kiosk.serve')
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  @Get()
  @AnswersPage(NoticeView)
  list(@Query() query: ListNotices, @CurrentUser() by: Staff) {
    return this.notices.list(query, by)
  }
}
