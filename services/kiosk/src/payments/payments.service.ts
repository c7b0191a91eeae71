import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { Clock, DomainError, requireSeen } from '@yiwang/domain'
import { type Collection, DuplicateError, InjectCollection, type Stored } from '@yiwang/persistence'
import { accountOf, type Payment, take, turnAfter, type WantedPayment } from './payment'
import { underWayView } from './payments.dto'
import { PaymentsSettlement } from './payments.settlement'

@Injectable()
export class PaymentsService implements OnApplicationBootstrap {
  constructor(
    @InjectCollection('payments') private readonly payments: Collection<Payment>,
    private readonly settlement: PaymentsSettlement,
    private readonly clock: Clock,
  ) {}

  /** What versions before this rule left unfinished holds its account as well: a biller may have been away over the upgrade. */
  async onApplicationBootstrap(): Promise<void> {
    for (let after: string | undefined; ; ) {
      const { items, next } = await this.payments.find({ state: 'pending' }, { sort: 'askAt', after, limit: 200 })
      for (const payment of items) if (payment.turn === undefined) await this.takeTurn(payment)
      if (!next) return
      after = next
    }
  }

  private async takeTurn(payment: Stored<Payment>): Promise<void> {
    const account = accountOf(payment)
    const turn = ((await this.last(payment))?.turn ?? 0) + 1
    await this.payments
      .change(payment.id, (now) => (now.turn === undefined ? { set: { account, turn } } : undefined))
      .catch((error) => {
        // Another instance gave it at the same moment.
        if (!(error instanceof DuplicateError)) throw error
      })
  }

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
