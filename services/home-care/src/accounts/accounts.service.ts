import { Injectable } from '@nestjs/common'
import { type Staff, scopeOf, seen, unscoped } from '@yiwang/auth'
import { DomainError } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import type { PageQuery } from '@yiwang/platform'
import { type Account, accountSchema } from './accounts.copy'

/** Who of identity's accounts is a provider's: home care's own copy, a read model. */
@Injectable()
export class AccountsService {
  constructor(@InjectCollection(accountSchema) private readonly accounts: Collection<Account>) {}

  list({ limit, cursor }: PageQuery, by: Staff) {
    return seen(this.accounts, scopeOf(by)).find({}, { limit, after: cursor })
  }

  /** Of a provider whom the asker sees. */
  get(id: string): Promise<Account | undefined> {
    return unscoped(this.accounts).get(id)
  }

  /** An account that a provider of the coordinator's may have; whoever is none, or elsewhere, is not there. */
  async require(id: string, by: Staff, field: string): Promise<void> {
    const { disabled } = await seen(this.accounts, scopeOf(by)).get(id, field)
    if (disabled) throw new DomainError('provider-account-disabled', { field })
  }
}
