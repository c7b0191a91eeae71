import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers, AnswersPage, PageQuery } from '@yiwang/platform'
import { AreaHistoryView, EndArea, MoveArea, RenameArea } from './area-changes.dto'
import { AreaChangesService } from './area-changes.service'

/** How the city is divided is decided by its own admins. */
@Controller('information-network')
@May('areas.change')
export class AreaChangesController {
  constructor(private readonly changes: AreaChangesService) {}

  @Get('area-histories')
  @AnswersPage(AreaHistoryView)
  list(@Query() query: PageQuery, @CurrentUser() by: Staff) {
    return this.changes.list(query, by)
  }

  @Get('area-histories/:code')
  @Answers(AreaHistoryView)
  get(@Param('code') code: string, @CurrentUser() by: Staff) {
    return this.changes.of(code, by)
  }

  @Post('areas/:code/move')
  @Answers(AreaHistoryView)
  move(@Param('code') code: string, @Body() body: MoveArea, @CurrentUser() by: Staff) {
    return this.changes.ask(code, { kind: 'move', ...body }, by)
  }

  @Post('areas/:code/rename')
  @Answers(AreaHistoryView)
  rename(@Param('code') code: string, @Body() body: RenameArea, @CurrentUser() by: Staff) {
    return this.changes.ask(code, { kind: 'rename', ...body }, by)
  }

  @Post('areas/:code/end')
  @Answers(AreaHistoryView)
  end(@Param('code') code: string, @Body() body: EndArea, @CurrentUser() by: Staff) {
    return this.changes.ask(code, { kind: 'end', ...body }, by)
  }

  @Post('area-histories/:code/changes/:id/withdraw')
  @Answers(AreaHistoryView)
  withdraw(@Param('code') code: string, @Param('id') id: string, @CurrentUser() by: Staff) {
    return this.changes.withdraw(code, id, by)
  }
}
