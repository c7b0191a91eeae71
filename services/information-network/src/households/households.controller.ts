import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers, AnswersPage, IfMatch } from '@yiwang/platform'
import type { FastifyReply } from 'fastify'
import { ChangeHead, FoundHousehold, HouseholdView, JoinHousehold, LeaveHousehold, ListHouseholds, SplitHousehold } from './households.dto'
import { HouseholdsService } from './households.service'

@Controller('information-network/households')
@May('households.read')
export class HouseholdsController {
  constructor(private readonly households: HouseholdsService) {}

  /** 201 for a new household, 200 where the same people are one since that day already. */
  @Post()
  @May('households.keep')
  @Answers(HouseholdView)
  async found(@Body() body: FoundHousehold, @CurrentUser() by: Staff, @Res({ passthrough: true }) reply: FastifyReply) {
    const { household, created } = await this.households.found(body, by)
    reply.status(created ? 201 : 200)
    return this.households.view(household, by)
  }

  @Get()
  @AnswersPage(HouseholdView)
  async list(@Query() query: ListHouseholds, @CurrentUser() by: Staff) {
    const { items, next } = await this.households.list(query, by)
    return { items: await Promise.all(items.map((household) => this.households.view(household, by))), next }
  }

  @Get(':id')
  @Answers(HouseholdView)
  async get(@Param('id') id: string, @CurrentUser() by: Staff) {
    return this.households.view(await this.households.get(id, by), by)
  }

  @Post(':id/join')
  @May('households.keep')
  @Answers(HouseholdView)
  async join(@Param('id') id: string, @Body() body: JoinHousehold, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.households.view(await this.households.join(id, body, by, ifVersion), by)
  }

  @Post(':id/leave')
  @May('households.keep')
  @Answers(HouseholdView)
  async leave(@Param('id') id: string, @Body() body: LeaveHousehold, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.households.view(await this.households.leave(id, body, by, ifVersion), by)
  }

  @Post(':id/head')
  @May('households.keep')
  @Answers(HouseholdView)
  async changeHead(@Param('id') id: string, @Body() body: ChangeHead, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.households.view(await this.households.changeHead(id, body, by, ifVersion), by)
  }

  /** Answers with the household that was split; the other one lives where `dwellingId` says. */
  @Post(':id/split')
  @May('households.keep')
  @Answers(HouseholdView)
  async split(@Param('id') id: string, @Body() body: SplitHousehold, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.households.view(await this.households.split(id, body, by, ifVersion), by)
  }
}
