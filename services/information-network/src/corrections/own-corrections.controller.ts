import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { AuditService } from '@yiwang/people'
import { Answers, AnswersPage, IfMatch, PageQuery } from '@yiwang/platform'
import { asOwn, OwnCorrectionView, ProposeCorrection } from './corrections.dto'
import { CorrectionsService } from './corrections.service'

/** What residents find wrong in their own entry (Law on the Protection of Personal Information, article 46). */
@Controller('information-network/own/corrections')
@May('own.propose')
export class OwnCorrectionsController {
  constructor(
    private readonly corrections: CorrectionsService,
    private readonly audit: AuditService,
  ) {}

  @Get()
  @May('own.read')
  @AnswersPage(OwnCorrectionView)
  async list(@Query() query: PageQuery, @CurrentUser() by: Staff) {
    await this.audit.recordProxy(by, ['corrections'])
    const { items, next } = await this.corrections.own(query, by)
    return { items: items.map(asOwn), next }
  }

  /** It waits for a worker of the community. 409 where one of the same field waits already. */
  @Post()
  @Answers(OwnCorrectionView)
  async propose(@Body() body: ProposeCorrection, @CurrentUser() by: Staff) {
    return asOwn(await this.corrections.propose(body, by))
  }

  @Post(':id/withdraw')
  @Answers(OwnCorrectionView)
  async withdraw(@Param('id') id: string, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return asOwn(await this.corrections.withdraw(id, by, ifVersion))
  }
}
