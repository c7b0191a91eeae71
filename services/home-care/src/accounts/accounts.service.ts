import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import type { EventData } from '@yiwang/contracts'
import { DomainError, requireSeen } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { AreasService, type PageQuery } from '@yiwang/platform'
import type { Account } from './account'

/** Who of identity's accounts is a provider's: home care's own copy, a read model. */
@Injectable()
export class AccountsService {
  constructor(
    @InjectCollection('accounts') private readonly accounts: Collection<Account>,
    private readonly areas: AreasService,
  ) {}

  async keep({ accountId, account, name, role, areaCode, disabled }: EventData<'identity.account-changed'>): Promise<void> {
    if (role !== 'provider') return
    const area = await this.areas.get(areaCode)
    // Its news may be later than the account's; an area that was merged away meanwhile is one all the same.
    if (!area) throw new DomainError('unknown-area', { field: 'areaCode' })
    await this.accounts.upsert(accountId, () => ({ set: { account, name, areaCode, areas: area.ancestors, disabled } }))
  }

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
