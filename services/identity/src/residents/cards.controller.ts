import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers } from '@yiwang/platform'
import { type Card, grouped } from './card'
import type { ResidentAccount } from './resident-account'
import { ResidentAccountsService } from './resident-accounts.service'
import { ResidentSessionsService } from './resident-sessions.service'
import { CardView, IssueCard, IssuedCardView } from './residents.dto'

/** Cards that are handed out at a counter. */
@Controller('identity/residents')
@May('resident-cards.issue')
export class CardsController {
  constructor(
    private readonly accounts: ResidentAccountsService,
    private readonly sessions: ResidentSessionsService,
  ) {}

  @Post('cards')
  @Answers(IssuedCardView)
  async issue(@Body() { vouch }: IssueCard, @CurrentUser() by: Staff) {
    const { account, code } = await this.sessions.issueCard(vouch, by)
    return { ...asShown(account), code: grouped(code), name: account.name }
  }

  @Get(':id/card')
  @Answers(CardView)
  async get(@Param('id') id: string, @CurrentUser() by: Staff) {
    return asShown(await this.accounts.withCard(id, by))
  }

  @Delete(':id/card')
  @HttpCode(204)
  async revoke(@Param('id') id: string, @CurrentUser() by: Staff): Promise<void> {
    await this.sessions.revokeCard(id, by)
  }
}

function asShown({ id, card }: ResidentAccount) {
  const { issuedBy, issuedAt, until, pinHash } = card as Card
  return { residentId: id, issuedBy, issuedAt, until, firstUse: pinHash === undefined }
}
