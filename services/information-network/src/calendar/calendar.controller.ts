import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers, AnswersPage, IfMatch, PageQuery } from '@yiwang/platform'
import { SetYear, YearView } from './calendar.dto'
import { CalendarService } from './calendar.service'

@Controller('information-network/calendar')
@May('calendar.read')
export class CalendarController {
  constructor(private readonly calendar: CalendarService) {}

  @Get()
  @AnswersPage(YearView)
  list(@Query() query: PageQuery) {
    return this.calendar.list(query)
  }

  @Get(':year')
  @Answers(YearView)
  get(@Param('year') year: string) {
    return this.calendar.get(year)
  }

  @Put(':year')
  @May('calendar.set')
  @Answers(YearView)
  set(@Param('year') year: string, @Body() body: SetYear, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.calendar.set(year, body, by, ifVersion)
  }
}
