import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { type Staff, scopeOfOne, seen, unscoped } from '@yiwang/auth'
import { Clock, DomainError } from '@yiwang/domain'
import { type Collection, DuplicateError, InjectCollection, OneAtATime, type Stored } from '@yiwang/persistence'
import { accountOf, type Payment, take, type WantedPayment } from './payment'
import { paymentSchema } from './payment.schema'
import { underWayView } from './payments.dto'
import { PaymentsSettlement } from './payments.settlement'

@Injectable()
export class PaymentsService implements OnApplicationBootstrap {
  private readonly numbered: OneAtATime<Payment>

  constructor(
    @InjectCollection(paymentSchema) private readonly payments: Collection<Payment>,
    private readonly settlement: PaymentsSettlement,
    private readonly clock: Clock,
  ) {
    this.numbered = new OneAtATime(unscoped(payments), 'account', ({ state }) => state === 'pending')
  }

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
    const turn = ((await this.numbered.last(account))?.turn ?? 0) + 1
    await this.payments
      .change(payment.id, (now) => (now.turn === undefined ? { set: { account, turn } } : undefined))
      .catch((error) => {
        // Another instance gave it at the same moment.
        if (!(error instanceof DuplicateError)) throw error
      })
  }

  /** DomainError `payment-under-way`, also where the other has ended by now: the bill is another than the one that was to be paid, and is to be looked at again. */
  async take(wanted: WantedPayment, by: Staff): Promise<Stored<Payment>> {
    const taken = await this.numbered.insert(accountOf(wanted), (turn) => take(wanted, turn, by, this.clock.now()))
    if (!taken.stored) throw new DomainError('payment-under-way', { told: { payment: underWayView(taken.before, by) } })
    this.settlement.begin(taken.stored.id)
    return taken.stored
  }

  unfinished(of: Pick<Payment, 'biller' | 'accountNumber'>): Promise<Stored<Payment> | undefined> {
    return this.numbered.unfinished(accountOf(of))
  }

  get(id: string, by: Staff): Promise<Stored<Payment>> {
    return seen(this.payments, scopeOfOne(by)).get(id)
  }
}
