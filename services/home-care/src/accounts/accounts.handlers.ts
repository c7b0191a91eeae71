import { EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { AccountsService } from './accounts.service'

/** A group of its own: the copy can be dropped and rebuilt from identity's events. */
@EventHandlers('home-care.accounts')
export class AccountsHandlers {
  constructor(private readonly accounts: AccountsService) {}

  @OnEvent('identity.account-changed')
  async keepAccount({ data }: Received<'identity.account-changed'>) {
    await this.accounts.keep(data)
  }
}
