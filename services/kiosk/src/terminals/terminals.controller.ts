import { Body, Controller, Get, Post, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers, AnswersPage, PageQuery } from '@yiwang/platform'
import { Heartbeat, HeartbeatView, TerminalView } from './terminals.dto'
import { TerminalsService } from './terminals.service'

@Controller('kiosk')
export class TerminalsController {
  constructor(private readonly terminals: TerminalsService) {}

  @Post('heartbeat')
  @May('kiosk.serve')
  @Answers(HeartbeatView)
  async heartbeat(@Body() body: Heartbeat, @CurrentUser() by: Staff): Promise<HeartbeatView> {
    return { at: await this.terminals.hear(by, body) }
  }

  @Get('terminals')
  @May('terminals.read')
  @AnswersPage(TerminalView)
  list(@Query() query: PageQuery, @CurrentUser() by: Staff) {
    return this.terminals.list(query, by)
  }
}
