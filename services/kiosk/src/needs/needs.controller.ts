import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers } from '@yiwang/platform'
import { Spends } from '../terminals/terminals.budgets'
import { NeedView, RegisterNeed } from './needs.dto'
import { NeedsService } from './needs.service'

@Controller('kiosk/needs')
@May('kiosk.serve')
export class NeedsController {
  constructor(private readonly needs: NeedsService) {}

  @Post()
  @Spends('needs')
  @Answers(NeedView)
  register(@Body() body: RegisterNeed, @CurrentUser() by: Staff) {
    return this.needs.register(body, by)
  }

  @Get(':id')
  @Answers(NeedView)
  get(@Param('id') id: string, @CurrentUser() by: Staff) {
    return this.needs.get(id, by)
  }
}
