import { Injectable } from '@nestjs/common'
import { type Staff, scopeOf, seen, unscoped } from '@yiwang/auth'
import { DomainError, newId, requireSeen } from '@yiwang/domain'
import { placeOf } from '@yiwang/people'
import { type Collection, DuplicateError, InjectCollection, type Page } from '@yiwang/persistence'
import { type AreaPageQuery, AreasService, type PageQuery } from '@yiwang/platform'
import type { Account } from '../accounts/accounts.copy'
import { AccountsService } from '../accounts/accounts.service'
import { maySend, type Provider, type ProviderWithAccount } from './provider'
import { providerSchema } from './provider.schema'
import type { CreateProvider } from './providers.dto'

@Injectable()
export class ProvidersService {
  /** Whom a coordinator may send is wider than their area, and whose login it is has none: the conditions stand here. */
  private readonly all: Collection<Provider>

  constructor(
    @InjectCollection(providerSchema) private readonly providers: Collection<Provider>,
    private readonly accounts: AccountsService,
    private readonly areas: AreasService,
  ) {
    this.all = unscoped(providers)
  }

  async create(wanted: CreateProvider, by: Staff): Promise<ProviderWithAccount> {
    const area = await this.areas.requireOwn(wanted.areaCode, by)
    if (wanted.accountId) await this.accounts.require(wanted.accountId, by, 'accountId')
    return this.withAccount(await this.providers.insert({ set: { ...wanted, id: newId(), ...placeOf(area) } }).catch(tellTaken))
  }

  /** From now on another account sees this provider's visits. */
  async tie(id: string, accountId: string, by: Staff, ifVersion?: number): Promise<ProviderWithAccount> {
    const own = seen(this.providers, scopeOf(by))
    await own.get(id)
    await this.accounts.require(accountId, by, 'accountId')
    return this.withAccount(await own.change(id, () => ({ set: { accountId, account: undefined } }), { ifVersion }).catch(tellTaken))
  }

  /** Those of the area, and those who serve it from an area above. */
  async list({ areaCode, limit, cursor }: AreaPageQuery, by: Staff): Promise<Page<ProviderWithAccount>> {
    const code = await this.areas.ofList(areaCode, by)
    const above = (await this.areas.get(code))?.ancestors.filter((ancestor) => ancestor !== code) ?? []
    const where = { or: [{ areas: code }, ...(above.length ? [{ areaCode: { in: above } }] : [])] }
    const { items, next } = await this.all.find(where, { limit, after: cursor })
    return { items: await Promise.all(items.map(this.withAccount)), next }
  }

  /** Accounts to choose from, each with the provider who has it already. */
  async accountsOf(query: PageQuery, by: Staff): Promise<Page<Account & { providerId?: string }>> {
    const { items, next } = await this.accounts.list(query, by)
    const holders = await Promise.all(items.map(({ id: accountId }) => this.all.findOne({ accountId })))
    return { items: items.map((account, at) => ({ ...account, providerId: holders[at]?.id })), next }
  }

  /** The provider that a coordinator chose for a request; whoever may not be sent is not there. */
  async toSend(id: string, request: { areas: string[] }, by: Staff): Promise<Provider> {
    return requireSeen(await this.all.get(id), (provider) => maySend(provider, request, by), 'providerId')
  }

  /** Whose visits a login sees. By its name only until identity has told of the account. */
  async ofAccount({ id, account }: Pick<Staff, 'id' | 'account'>): Promise<Provider | undefined> {
    return (await this.all.findOne({ accountId: id })) ?? this.enteredAs(account)
  }

  /** Whoever was entered with this login before accounts were chosen has the account now, unless another provider has it. */
  async tieByName({ accountId, account }: { accountId: string; account: string }): Promise<void> {
    const entered = await this.enteredAs(account)
    if (!entered || (await this.providers.findOne({ accountId }))) return
    await this.providers.change(entered.id, (provider) => (provider.accountId ? undefined : { set: { accountId, account: undefined } }))
  }

  /** However it was capitalised; where that leaves several, just so. */
  private async enteredAs(account: string): Promise<Provider | undefined> {
    const { items } = await this.all.find({ account }, { limit: 200 })
    return items.find((provider) => provider.account === account) ?? items[0]
  }

  private withAccount = async (provider: Provider): Promise<ProviderWithAccount> => {
    const known = provider.accountId ? await this.accounts.get(provider.accountId) : undefined
    return known ? { ...provider, account: known.account, ...(known.disabled && { accountDisabled: true }) } : provider
  }
}

function tellTaken(error: unknown): never {
  throw error instanceof DuplicateError ? new DomainError('provider-account-taken', { field: 'accountId' }) : error
}
