import { may } from '@yiwang/auth'
import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { ProvidersService } from './providers.service'

@EventHandlers('home-care')
export class ProvidersHandlers {
  constructor(private readonly providers: ProvidersService) {}

  @OnEvent('identity.account-changed')
  async tieAccount({ data }: Received<'identity.account-changed'>) {
    if (may(data, 'visits.carry-out')) await this.providers.tieByName(data)
  }
}
