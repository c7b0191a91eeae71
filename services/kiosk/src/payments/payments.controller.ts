import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers, AnswersPage, PageQuery } from '@yiwang/platform'
import { Spends } from '../terminals/terminals.budgets'
import { EntryView, entriesPage, PaymentView, TakePayment } from './payments.dto'
import { PaymentsService } from './payments.service'

@Controller('kiosk/payments')
@May('kiosk.serve')
export class PaymentsController {
  constructor(private readonly payments: PaymentsService) {}

  @Post()
  @Spends('payments')
  @Answers(PaymentView)
  take(@Body() body: TakePayment, @CurrentUser() by: Staff) {
    return this.payments.take(body, by)
  }

  @Get(':id')
  @Answers(PaymentView)
  get(@Param('id') id: string, @CurrentUser() by: Staff) {
    return this.payments.get(id, by)
  }

  @Get(':id/entries')
  @AnswersPage(EntryView)
  async entries(@Param('id') id: string, @Query() query: PageQuery, @CurrentUser() by: Staff) {
    return entriesPage((await this.payments.get(id, by)).entries, query)
  }
}
