import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers } from '@yiwang/platform'
import { CallView, WhoIsCalling } from './calls.dto'
import { CallsService } from './calls.service'

@Controller('hotline/callers')
@May('callers.identify')
export class CallsController {
  constructor(private readonly calls: CallsService) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Answers(CallView, { status: 200 })
  whoIsCalling(@Query() query: WhoIsCalling, @CurrentUser() by: Staff) {
    return this.calls.whoIsCalling(query, by)
  }

  /** The same, with the number in the body, since proxies on the way write addresses down. */
  @Post('search')
  @HttpCode(200)
  @Answers(CallView, { status: 200 })
  search(@Body() wanted: WhoIsCalling, @CurrentUser() by: Staff) {
    return this.calls.whoIsCalling(wanted, by)
  }
}
