import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock, DomainError, requireSeen } from '@yiwang/domain'
import { type Collection, DuplicateError, InjectCollection, type Stored } from '@yiwang/persistence'
import { accountOf, type Payment, take, turnAfter, type WantedPayment } from './payment'
import { underWayView } from './payments.dto'
import { PaymentsSettlement } from './payments.settlement'

@Injectable()
export class PaymentsService {
  constructor(
    @InjectCollection('payments') private readonly payments: Collection<Payment>,
    private readonly settlement: PaymentsSettlement,
    private readonly clock: Clock,
  ) {}

  /** The insert decides, not what was seen before it: only so is a repeated request answered with its own payment. DomainError `payment-under-way`. */
  async take(wanted: WantedPayment, by: Staff): Promise<Stored<Payment>> {
    const turn = turnAfter(await this.last(wanted))
    const payment = await this.payments.insert(take(wanted, turn, by, this.clock.now())).catch(async (error) => {
      if (!(error instanceof DuplicateError)) throw error
      // It may have ended by now: then too the bill is another than the one that was to be paid, and is to be looked at again.
      const other = await this.payments.findOne({ account: accountOf(wanted), turn })
      throw new DomainError('payment-under-way', { told: other && { payment: underWayView(other, by) } })
    })
    this.settlement.begin(payment.id)
    return payment
  }

  async unfinished(of: Pick<Payment, 'biller' | 'accountNumber'>): Promise<Stored<Payment> | undefined> {
    const last = await this.last(of)
    return last?.state === 'pending' ? last : undefined
  }

  private async last(of: Pick<Payment, 'biller' | 'accountNumber'>): Promise<Stored<Payment> | undefined> {
    const { items } = await this.payments.find({ account: accountOf(of), turn: { gt: 0 } }, { sort: '-turn', limit: 1 })
    return items[0]
  }

  async get(id: string, by: Staff): Promise<Stored<Payment>> {
    return requireSeen(await this.payments.get(id), ({ terminalId }) => terminalId === by.id)
  }
}
