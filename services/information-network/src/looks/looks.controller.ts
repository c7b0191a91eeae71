import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers, AnswersPage, AreasService, IfMatch, PageQuery, SecurityLog } from '@yiwang/platform'
import {
  AnswerDoubt,
  DoubtLook,
  DoubtQuery,
  DoubtView,
  OrderedLookCounts,
  OrderedLookQuery,
  OrderedLookView,
  OwnLookView,
  ReviewLook,
} from './looks.dto'
import { LooksService } from './looks.service'
import { OrderedLooksService } from './ordered-looks.service'

/** Who looked at the resident who asks. Nobody asks for them: a family member who acts for them may not. */
@Controller('information-network/own/looks')
@May('own.looks')
export class OwnLooksController {
  constructor(private readonly looks: LooksService) {}

  /** The newest first. Looks that a law has kept secret are not there. That it was read is in the security log. */
  @Get()
  @AnswersPage(OwnLookView)
  list(@Query() page: PageQuery, @CurrentUser() by: Staff) {
    return this.looks.listOwn(page, by)
  }

  /** An auditor answers. */
  @Post(':id/doubt')
  @Answers(OwnLookView)
  doubt(@Param('id') id: string, @Body() { words }: DoubtLook, @CurrentUser() by: Staff) {
    return this.looks.doubt(id, words, by)
  }
}

/** Looks that the residents whom they showed doubt, for the city's own auditors. */
@Controller('information-network/look-doubts')
@May('looks.review')
export class LookDoubtsController {
  constructor(
    private readonly looks: LooksService,
    private readonly security: SecurityLog,
    private readonly areas: AreasService,
  ) {}

  @Get()
  @AnswersPage(DoubtView)
  async list(@Query() { state, ...page }: DoubtQuery, @CurrentUser() by: Staff) {
    await this.areas.requireCity(by)
    await this.security.note({ what: 'log-read', outcome: 'done', facts: { list: 'look-doubts', state } })
    return this.looks.listDoubts(state, page, by)
  }

  @Post(':id/answer')
  @Answers(DoubtView)
  async answer(@Param('id') id: string, @Body() body: AnswerDoubt, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    await this.areas.requireCity(by)
    return this.looks.answer(id, body, by, ifVersion)
  }
}

/** Looks under an order, for the same: two different ones review each. */
@Controller('information-network/ordered-looks')
@May('looks.review')
export class OrderedLooksController {
  constructor(
    private readonly looks: OrderedLooksService,
    private readonly security: SecurityLog,
    private readonly areas: AreasService,
  ) {}

  @Get()
  @AnswersPage(OrderedLookView)
  async list(@Query() { state, ...page }: OrderedLookQuery, @CurrentUser() by: Staff) {
    await this.areas.requireCity(by)
    await this.security.note({ what: 'log-read', outcome: 'done', facts: { list: 'ordered-looks', state } })
    return this.looks.list(state, page, by)
  }

  /** How many there are: told to auditors, and to nobody whom they might be about. */
  @Get('counts')
  @Answers(OrderedLookCounts)
  async counts(@CurrentUser() by: Staff) {
    await this.areas.requireCity(by)
    return this.looks.counts()
  }

  @Post(':id/review')
  @Answers(OrderedLookView)
  async review(@Param('id') id: string, @Body() body: ReviewLook, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    await this.areas.requireCity(by)
    return this.looks.review(id, body, by, ifVersion)
  }
}
