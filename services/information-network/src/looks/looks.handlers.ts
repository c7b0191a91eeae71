import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { looksOf, recorded } from './look'
import { LooksService } from './looks.service'
import { OrderedLooksService } from './ordered-looks.service'

type Recorded = Received<(typeof recorded)[number]>

/** Who looked at whom: a read model of its own, which rewinding this group makes again. */
@EventHandlers('information-network.looks')
export class LooksHandlers {
  constructor(private readonly looks: LooksService) {}

  @OnEvent('information-network.resident-erased')
  async forget({ data: { residentId } }: Received<'information-network.resident-erased'>) {
    await this.looks.forget(residentId)
  }

  @OnEvent(...recorded)
  async gather(event: Recorded) {
    for (const look of looksOf(event)) await this.looks.add(look)
  }
}

/** Apart from the list, which is made anew: what two people said of a look under an order is nowhere else. */
@EventHandlers('information-network')
export class OrderedLooksHandlers {
  constructor(private readonly looks: OrderedLooksService) {}

  @OnEvent(...recorded)
  async keep(event: Recorded) {
    await this.looks.keep(event)
  }
}
