import { Injectable } from '@nestjs/common'
import { Sweep } from '@yiwang/platform'
import { PaymentsSettlement } from './payments.settlement'

/** Asks on for what is pending, also after a restart. */
@Injectable()
export class PaymentsSweep extends Sweep {
  readonly everyMs = 1_000

  constructor(private readonly settlement: PaymentsSettlement) {
    super()
  }

  async sweep(): Promise<void> {
    await this.settlement.askAllDue()
  }
}
