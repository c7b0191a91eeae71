import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { DomainError, requireSeen } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import type { PageQuery } from '@yiwang/platform'
import { type Account, accountSchema } from './accounts.copy'

/** Who of identity's accounts is a provider's: home care's own copy, a read model. */
@Injectable()
export class AccountsService {
  constructor(@InjectCollection(accountSchema) private readonly accounts: Collection<Account>) {}

  list({ limit, cursor }: PageQuery, by: Staff) {
    return this.accounts.find({ areas: by.areaCode }, { limit, after: cursor })
  }

  get(id: string): Promise<Account | undefined> {
    return this.accounts.get(id)
  }

  /** An account that a provider of the coordinator's may have; whoever is none, or elsewhere, is not there. */
  async require(id: string, by: Staff, field: string): Promise<void> {
    const { disabled } = requireSeen(await this.accounts.get(id), ({ areas }) => areas.includes(by.areaCode), field)
    if (disabled) throw new DomainError('provider-account-disabled', { field })
  }
}
