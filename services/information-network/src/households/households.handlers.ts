import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { HouseholdsService } from './households.service'

@EventHandlers('information-network')
export class HouseholdsHandlers {
  constructor(private readonly households: HouseholdsService) {}

  @OnEvent('information-network.resident-died', 'information-network.resident-moved-away')
  async follow({ data: { residentId } }: Received<'information-network.resident-died' | 'information-network.resident-moved-away'>) {
    await this.households.follow(residentId)
  }
}
