import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { ResidentAccountsService } from './resident-accounts.service'
import { ResidentSessionsService } from './resident-sessions.service'

/** A resident who signs in moves or takes another name: their session is of where they live now. And some are to be forgotten. */
@EventHandlers('identity')
export class ResidentsHandlers {
  constructor(
    private readonly accounts: ResidentAccountsService,
    private readonly sessions: ResidentSessionsService,
  ) {}

  @OnEvent('information-network.resident-updated')
  followResident({ data: { residentId: id, name, areaCode } }: Received<'information-network.resident-updated'>): Promise<void> {
    return this.accounts.follow({ id, name, areaCode })
  }

  /** Whoever is to be forgotten has no card and no session any more, and is not known here. */
  @OnEvent('information-network.resident-erased')
  forgetResident({ data: { residentId } }: Received<'information-network.resident-erased'>): Promise<void> {
    return this.sessions.forget(residentId)
  }
}
