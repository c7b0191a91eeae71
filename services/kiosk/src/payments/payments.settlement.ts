import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common'
import { Clock, newId } from '@yiwang/domain'
import { type Collection, currentContext, InjectCollection, runInContext, type Stored } from '@yiwang/persistence'
import { Every, takeDue } from '@yiwang/platform'
import { Biller, type ChargeStatus, within } from '../billers/biller'
import { claim, hear, LONGEST_PAUSE_MS, type Payment } from './payment'
import { paymentSchema } from './payment.schema'

/** Brings what is pending to its end: asks the biller, and pays only what it has never heard of. */
@Injectable()
export class PaymentsSettlement implements BeforeApplicationShutdown {
  /** For each call to the biller; three of them fit into the lease. */
  patienceMs = 2_000
  private readonly underway = new Set<Promise<void>>()
  private readonly logger = new Logger(PaymentsSettlement.name)

  constructor(
    @InjectCollection(paymentSchema) private readonly payments: Collection<Payment>,
    private readonly biller: Biller,
    private readonly clock: Clock,
  ) {}

  /** Begins without waiting: who pays is answered `pending` at once. What is lost in a crash is found by the sweep. */
  begin(id: string): void {
    const { correlation = newId(), traceparent } = currentContext() ?? {}
    const work: Promise<void> = runInContext({ correlation, traceparent }, () => this.ask(id))
      .catch((error: Error) => this.logger.warn(`payment ${id} waits for the sweep: ${error.name}`))
      .finally(() => this.underway.delete(work))
    this.underway.add(work)
  }

  /** Asks on for what is pending, also after a restart. */
  @Every(1_000)
  async askAllDue(): Promise<void> {
    const due = { where: { state: 'pending' }, at: 'askAt', now: this.clock.now(), longestMs: LONGEST_PAUSE_MS }
    await takeDue(this.payments, due, ({ id }) => this.ask(id))
  }

  async ask(id: string): Promise<void> {
    const payment = await this.claim(id)
    if (!payment) return
    const answer = await this.bring(payment)
    await this.payments.change(id, (current) => hear(current, answer, this.clock.now()))
  }

  /** Waits for what has begun. */
  async finish(): Promise<void> {
    await Promise.all(this.underway)
  }

  beforeApplicationShutdown = () => this.finish()

  private async claim(id: string): Promise<Stored<Payment> | undefined> {
    let mine = false
    const payment = await this.payments.change(id, (current) => {
      const claimed = claim(current, this.clock.now())
      mine = claimed !== undefined
      return claimed
    })
    return mine ? payment : undefined
  }

  /** Always asks before it pays: an earlier order may have arrived though its answer did not. Whatever goes wrong, nothing is known, so nothing is decided. */
  private async bring({ id, accountNumber, amount }: Payment): Promise<ChargeStatus | 'silence'> {
    try {
      const before = await within(this.patienceMs, this.biller.status(id))
      if (before !== 'unknown') return before
      await within(this.patienceMs, this.biller.pay(id, accountNumber, amount))
      return await within(this.patienceMs, this.biller.status(id))
    } catch (error) {
      // A biller's words may quote the account.
      this.logger.warn(`payment ${id} stays pending: ${(error as Error).name}`)
      return 'silence'
    }
  }
}
