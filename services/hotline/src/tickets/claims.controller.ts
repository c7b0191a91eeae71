import { Controller, Get, Param, Post, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers, AnswersPage } from '@yiwang/platform'
import { ClaimView, ListClaims } from './claims.dto'
import { ClaimsService } from './claims.service'

@Controller('hotline')
@May('claims.check')
export class ClaimsController {
  constructor(private readonly claims: ClaimsService) {}

  @Get('claims')
  @AnswersPage(ClaimView)
  list(@Query() query: ListClaims, @CurrentUser() by: Staff) {
    return this.claims.list(query, by)
  }

  /** It is they. */
  @Post('tickets/:id/residents/:residentId/confirm')
  @Answers(ClaimView)
  confirm(@Param('id') id: string, @Param('residentId') residentId: string, @CurrentUser() by: Staff) {
    return this.claims.decide(id, residentId, 'confirm', by)
  }

  /** It is not. */
  @Post('tickets/:id/residents/:residentId/refuse')
  @Answers(ClaimView)
  refuse(@Param('id') id: string, @Param('residentId') residentId: string, @CurrentUser() by: Staff) {
    return this.claims.decide(id, residentId, 'refuse', by)
  }
}
