import { Injectable } from '@nestjs/common'
import { Clock } from '@yiwang/domain'
import { type Collection, DuplicateError, InjectCollection } from '@yiwang/persistence'
import { Biller, type ChargeStatus } from './biller'
import { type Behaviour, behaviourOf, charge, owed, statusOf, type WaterCharge } from './water-charge'
import { waterChargeSchema } from './water-charge.schema'

const never = <T>() => new Promise<T>(() => {})

/** A waterworks to practise with. What it charged is in the store, as the real one's would be in its own: it outlives any crash of ours. */
@Injectable()
export class SimulatedWater extends Biller {
  private readonly chosen = new Map<string, Behaviour>()

  constructor(
    @InjectCollection(waterChargeSchema) private readonly charges: Collection<WaterCharge>,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** For tests: another behaviour than the account's ending says. */
  behave(accountNumber: string, behaviour: Behaviour): void {
    this.chosen.set(accountNumber, behaviour)
  }

  async bill(accountNumber: string): Promise<{ owed: number }> {
    if (this.behaviour(accountNumber) === 'unreachable') return never()
    return { owed: owed(accountNumber, await this.chargesOf(accountNumber), this.clock.now()) }
  }

  async pay(id: string, accountNumber: string, amount: number): Promise<void> {
    const behaviour = this.behaviour(accountNumber)
    if (behaviour === 'unreachable') return never()
    const order = charge({ id, accountNumber, amount }, behaviour, this.clock.now())
    await Promise.all(Array.from({ length: behaviour === 'twice' ? 2 : 1 }, () => this.keep(order)))
    if (behaviour === 'lost-answer') return never()
  }

  async status(reference: string): Promise<ChargeStatus> {
    return statusOf(await this.charges.get(reference), this.clock.now())
  }

  async chargesOf(accountNumber: string): Promise<WaterCharge[]> {
    const charges: WaterCharge[] = []
    for await (const one of this.charges.each({ accountNumber })) charges.push(one)
    return charges
  }

  /** The reference is the charge's own id, so the store itself refuses a second one. */
  private async keep(order: WaterCharge): Promise<void> {
    try {
      await this.charges.insert({ set: order })
    } catch (error) {
      if (!(error instanceof DuplicateError)) throw error
    }
  }

  private behaviour = (accountNumber: string) => this.chosen.get(accountNumber) ?? behaviourOf(accountNumber)
}
