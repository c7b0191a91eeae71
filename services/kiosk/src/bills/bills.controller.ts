import { Controller, Get, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { DomainError } from '@yiwang/domain'
import { Answers } from '@yiwang/platform'
import { Biller, within } from '../billers/biller'
import { underWayView } from '../payments/payments.dto'
import { PaymentsService } from '../payments/payments.service'
import { Spends } from '../terminals/terminals.budgets'
import { AskBill, BillView } from './bills.dto'

/** Someone stands at the screen and waits. */
const PATIENCE_MS = 3_000
const RETRY_AFTER_S = 5

@Controller('kiosk/bills')
@May('kiosk.serve')
export class BillsController {
  constructor(
    private readonly biller: Biller,
    private readonly payments: PaymentsService,
  ) {}

  @Get()
  @Spends('bills')
  @Answers(BillView)
  async get(@Query() query: AskBill, @CurrentUser() by: Staff) {
    // Before the biller is asked: a payment that ends in between is in what it says, and none is overlooked.
    const unfinished = await this.payments.unfinished(query)
    const { owed } = await within(PATIENCE_MS, this.biller.bill(query.accountNumber)).catch(() => {
      throw new DomainError('biller-unavailable', { retryAfter: RETRY_AFTER_S })
    })
    return { ...query, owed, payment: unfinished && underWayView(unfinished, by) }
  }
}
