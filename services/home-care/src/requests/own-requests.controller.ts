import { Controller, Get, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { AuditService } from '@yiwang/people'
import { AnswersPage, PageQuery } from '@yiwang/platform'
import { asOwn, OwnRequestView } from './own-requests.dto'
import { RequestsService } from './requests.service'

/** The care that a resident gets: whose it is says the token alone. */
@Controller('home-care/own/requests')
@May('own.read')
export class OwnRequestsController {
  constructor(
    private readonly requests: RequestsService,
    private readonly audit: AuditService,
  ) {}

  /** With the day of the visit and who comes, the newest first. */
  @Get()
  @AnswersPage(OwnRequestView)
  async list(@Query() query: PageQuery, @CurrentUser() by: Staff) {
    await this.audit.recordProxy(by, ['requests'])
    const { items, next } = await this.requests.own(query, by)
    return { items: items.map(asOwn), next }
  }
}
