import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { EndProxies } from '../proxies/end-proxies.service'
import { ResidentAccountsService } from './resident-accounts.service'
import { ResidentSessionsService } from './resident-sessions.service'

/** A resident who signs in moves or takes another name: their session is of where they live now. And some are to be forgotten. */
@EventHandlers('identity')
export class ResidentsHandlers {
  constructor(
    private readonly accounts: ResidentAccountsService,
    private readonly sessions: ResidentSessionsService,
    private readonly proxies: EndProxies,
  ) {}

  @OnEvent('information-network.resident-updated')
  followResident({ data: { residentId: id, name, areaCode } }: Received<'information-network.resident-updated'>): Promise<void> {
    return this.accounts.follow({ id, name, areaCode })
  }

  /** Whoever is to be forgotten has no card and no session any more, acts for nobody, nor does anybody for them, and is not known here. */
  @OnEvent('information-network.resident-erased')
  async forgetResident({ data: { residentId } }: Received<'information-network.resident-erased'>): Promise<void> {
    await this.sessions.forget(residentId)
    await this.proxies.ofGone(residentId, 'forgotten')
  }

  /** Nobody signs in as somebody who died: by no card, no session, and not for them. Who was taken for dead is given another card. */
  @OnEvent('information-network.resident-died')
  async shutOut({ data: { residentId } }: Received<'information-network.resident-died'>): Promise<void> {
    await this.sessions.shutOut(residentId)
    await this.proxies.ofGone(residentId, 'died')
  }
}
