import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { RevealForm } from '@yiwang/people'
import { Answers, AnswersPage, IfMatch } from '@yiwang/platform'
import { AcceptCorrection, CorrectionView, ListCorrections, RefuseCorrection, RevealedCorrection } from './corrections.dto'
import { CorrectionsService } from './corrections.service'

/** What differs from the register and waits for a worker of the community. */
@Controller('information-network/corrections')
@May('corrections.decide')
export class CorrectionsController {
  constructor(private readonly corrections: CorrectionsService) {}

  @Get()
  @AnswersPage(CorrectionView)
  async list(@Query() query: ListCorrections, @CurrentUser() by: Staff) {
    const { items, next } = await this.corrections.list(query, by)
    return { items: await Promise.all(items.map((correction) => this.corrections.view(correction, by))), next }
  }

  /** The entry takes it soon after. Whoever the entry is of, or who proposed it, does not decide. */
  @Post(':id/accept')
  @Answers(CorrectionView)
  async accept(@Param('id') id: string, @Body() { entryVersion }: AcceptCorrection, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.corrections.view(await this.corrections.accept(id, entryVersion, by, ifVersion), by)
  }

  @Post(':id/refuse')
  @Answers(CorrectionView)
  async refuse(@Param('id') id: string, @Body() { reason }: RefuseCorrection, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.corrections.view(await this.corrections.refuse(id, reason, by, ifVersion), by)
  }

  @Post(':id/reveal')
  @Answers(RevealedCorrection)
  reveal(@Param('id') id: string, @Body() why: RevealForm, @CurrentUser() by: Staff) {
    return this.corrections.reveal(id, why, by)
  }
}
