import { Controller, Get, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { AuditService } from '@yiwang/people'
import { Answers, AnswersPage, PageQuery } from '@yiwang/platform'
import { OwnHouseholdView, OwnRecordView, OwnTimelineView } from './own.dto'
import { OwnService } from './own.service'

/** A resident’s own: whose it is says the token alone. */
@Controller('information-network/own')
@May('own.read')
export class OwnController {
  constructor(
    private readonly own: OwnService,
    private readonly audit: AuditService,
  ) {}

  /** Whole. That it was read is written down. */
  @Get()
  @Answers(OwnRecordView)
  async record(@CurrentUser() by: Staff) {
    await this.audit.recordProxy(by, ['record'])
    return this.own.record(by)
  }

  @Get('household')
  @Answers(OwnHouseholdView)
  async household(@CurrentUser() by: Staff) {
    await this.audit.recordProxy(by, ['household'])
    return this.own.household(by)
  }

  /** What the register and home care did, in plain words, the newest first. */
  @Get('timeline')
  @AnswersPage(OwnTimelineView)
  async timeline(@Query() query: PageQuery, @CurrentUser() by: Staff) {
    await this.audit.recordProxy(by, ['timeline'])
    return this.own.lived(query, by)
  }
}
