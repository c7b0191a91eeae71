import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers, AnswersPage, AreaPageQuery, IfMatch } from '@yiwang/platform'
import { HoldView, LiftHold, PutHold } from './holds.dto'
import { HoldsService } from './holds.service'

@Controller('information-network/holds')
@May('holds.put')
export class HoldsController {
  constructor(private readonly holds: HoldsService) {}

  @Post()
  @Answers(HoldView)
  async put(@Body() body: PutHold, @CurrentUser() by: Staff) {
    return this.holds.view(await this.holds.put(body, by), by)
  }

  @Get()
  @AnswersPage(HoldView)
  async list(@Query() query: AreaPageQuery, @CurrentUser() by: Staff) {
    const { items, next } = await this.holds.list(query, by)
    return { items: items.map((hold) => this.holds.view(hold, by)), next }
  }

  @Get(':id')
  @Answers(HoldView)
  async get(@Param('id') id: string, @CurrentUser() by: Staff) {
    return this.holds.view(await this.holds.get(id, by), by)
  }

  /** By another than who put it. What was due goes from then on, and who was to be erased is. */
  @Post(':id/lift')
  @Answers(HoldView)
  async lift(@Param('id') id: string, @Body() { reason }: LiftHold, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.holds.view(await this.holds.lift(id, reason, by, ifVersion), by)
  }
}
