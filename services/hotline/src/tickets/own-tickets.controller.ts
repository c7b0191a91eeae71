import { Body, Controller, Get, Post, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { AuditService } from '@yiwang/people'
import { Answers, AnswersPage, PageQuery } from '@yiwang/platform'
import { asOwn, OwnTicketView, ReportMatter } from './own-tickets.dto'
import { OwnTicketsService } from './own-tickets.service'

/** A resident’s own matters: whose they are says the token alone. */
@Controller('hotline/own/tickets')
@May('own.read')
export class OwnTicketsController {
  constructor(
    private readonly tickets: OwnTicketsService,
    private readonly audit: AuditService,
  ) {}

  @Get()
  @AnswersPage(OwnTicketView)
  async list(@Query() query: PageQuery, @CurrentUser() by: Staff) {
    await this.audit.recordProxy(by, ['tickets'])
    const { items, next } = await this.tickets.list(query, by)
    return { items: items.map(asOwn), next }
  }

  /** It lies where they are registered, and goes the way of every other matter. */
  @Post()
  @May('own.report')
  @Answers(OwnTicketView)
  async report(@Body() body: ReportMatter, @CurrentUser() by: Staff) {
    return asOwn(await this.tickets.report(body, by))
  }
}
