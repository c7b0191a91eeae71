import { Injectable } from '@nestjs/common'
import { type Staff, scopeOfOne, seen } from '@yiwang/auth'
import { Clock } from '@yiwang/domain'
import type { Received } from '@yiwang/messaging'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { follow, type Need, register, type TypedNeed, type ticketEvents } from './need'
import { needSchema } from './need.schema'
import { eraseWithTicket } from './need-erasing'

@Injectable()
export class NeedsService {
  constructor(
    @InjectCollection(needSchema) private readonly needs: Collection<Need>,
    private readonly clock: Clock,
  ) {}

  register(wanted: TypedNeed, by: Staff) {
    return this.needs.insert(register(wanted, by, this.clock.now()))
  }

  get(id: string, by: Staff): Promise<Need> {
    return seen(this.needs, scopeOfOne(by)).get(id)
  }

  async eraseWithTicket(ticketId: string, because: string): Promise<void> {
    const need = await this.needs.findOne({ ticketId })
    if (need) await this.needs.change(need.id, (current) => eraseWithTicket(current, because))
  }

  /** A ticket names the need that it came from only once, when it is received; tickets of other channels are nobody's here. */
  async follow({ name, data, at }: Received<(typeof ticketEvents)[number]>) {
    if (name === 'hotline.ticket-received') {
      if (data.origin?.service === 'kiosk') await this.needs.change(data.origin.id, () => follow(data, at, data.code))
      return
    }
    const need = await this.needs.findOne({ ticketId: data.ticketId })
    if (need) await this.needs.change(need.id, () => follow(data, at))
  }
}
