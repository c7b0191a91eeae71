import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock, DomainError } from '@yiwang/domain'
import { type Collection, InjectCollection, type Stored } from '@yiwang/persistence'
import { type Payment, take, type WantedPayment } from './payment'
import { PaymentsSettlement } from './payments.settlement'

@Injectable()
export class PaymentsService {
  constructor(
    @InjectCollection('payments') private readonly payments: Collection<Payment>,
    private readonly settlement: PaymentsSettlement,
    private readonly clock: Clock,
  ) {}

  async take(wanted: WantedPayment, by: Staff): Promise<Stored<Payment>> {
    const payment = await this.payments.insert(take(wanted, by, this.clock.now()))
    this.settlement.begin(payment.id)
    return payment
  }

  async get(id: string, by: Staff): Promise<Stored<Payment>> {
    const payment = await this.payments.get(id)
    if (payment?.terminalId !== by.id) throw new DomainError('not-found')
    return payment
  }
}
