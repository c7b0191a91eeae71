import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { ResidentAccountsService } from './resident-accounts.service'

/** A resident who signs in moves or takes another name: their session is of where they live now. */
@EventHandlers('identity')
export class ResidentsHandlers {
  constructor(private readonly accounts: ResidentAccountsService) {}

  @OnEvent('information-network.resident-updated')
  followResident({ data: { residentId: id, name, areaCode } }: Received<'information-network.resident-updated'>): Promise<void> {
    return this.accounts.follow({ id, name, areaCode })
  }
}
