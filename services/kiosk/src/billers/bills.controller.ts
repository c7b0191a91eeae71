import { Controller, Get, Query } from '@nestjs/common'
import { Roles } from '@yiwang/auth'
import { DomainError } from '@yiwang/domain'
import { Answers } from '@yiwang/platform'
import { Biller, within } from './biller'
import { AskBill, BillView, billView } from './bills.dto'

/** Someone stands at the screen and waits. */
const PATIENCE_MS = 3_000
const RETRY_AFTER_S = 5

@Controller('kiosk/bills')
@Roles('terminal')
export class BillsController {
  constructor(private readonly biller: Biller) {}

  @Get()
  @Answers(BillView)
  async get(@Query() query: AskBill): Promise<BillView> {
    const { owed } = await within(PATIENCE_MS, this.biller.bill(query.accountNumber)).catch(() => {
      throw new DomainError('biller-unavailable', { retryAfter: RETRY_AFTER_S })
    })
    return billView(query, owed)
  }
}
