import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Clock } from '@yiwang/domain'
import { RevealedPerson, RevealForm } from '@yiwang/people'
import type { Stored } from '@yiwang/persistence'
import { Answers, AnswersPage, AreasService, IfMatch } from '@yiwang/platform'
import { allowedActions, type Visit } from './visit'
import { CompleteVisit, GiveVisitUp, ListVisits, VisitView } from './visits.dto'
import { VisitsService } from './visits.service'

@Controller('home-care/visits')
@May('visits.carry-out')
export class VisitsController {
  constructor(
    private readonly visits: VisitsService,
    private readonly areas: AreasService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @AnswersPage(VisitView)
  async list(@Query() query: ListVisits, @CurrentUser() by: Staff) {
    const { items, next } = await this.visits.list(query, by)
    return { items: await Promise.all(items.map((visit) => this.view(visit, by))), next }
  }

  @Get(':id')
  @Answers(VisitView)
  async get(@Param('id') id: string, @CurrentUser() by: Staff) {
    return this.view(await this.visits.get(id, by), by)
  }

  @Post(':id/start')
  @Answers(VisitView)
  async start(@Param('id') id: string, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.view(await this.visits.start(id, by, ifVersion), by)
  }

  @Post(':id/complete')
  @Answers(VisitView)
  async complete(@Param('id') id: string, @Body() { report }: CompleteVisit, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.view(await this.visits.complete(id, report, by, ifVersion), by)
  }

  @Post(':id/cannot-be-done')
  @Answers(VisitView)
  async giveUp(@Param('id') id: string, @Body() { reason }: GiveVisitUp, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.view(await this.visits.giveUp(id, reason, by, ifVersion), by)
  }

  @Post(':id/reveal')
  @Answers(RevealedPerson)
  reveal(@Param('id') id: string, @Body() why: RevealForm, @CurrentUser() by: Staff) {
    return this.visits.reveal(id, why, by)
  }

  private view = async (visit: Stored<Visit>, by: Staff) => ({
    ...visit,
    areaPath: await this.areas.path(visit.areaCode),
    allowedActions: allowedActions(visit, by, this.clock.now()),
  })
}
