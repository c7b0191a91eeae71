import { Injectable } from '@nestjs/common'
import type { Staff } from '@yiwang/auth'
import { DomainError, newId, requireSeen } from '@yiwang/domain'
import { type Collection, DuplicateError, InjectCollection } from '@yiwang/persistence'
import { AreasService } from '@yiwang/platform'
import { maySend, type Provider } from './provider'
import type { CreateProvider, ListProviders } from './providers.dto'

@Injectable()
export class ProvidersService {
  constructor(
    @InjectCollection('providers') private readonly providers: Collection<Provider>,
    private readonly areas: AreasService,
  ) {}

  async create(wanted: CreateProvider, by: Staff) {
    const area = await this.areas.requireSeen(wanted.areaCode, by)
    try {
      return await this.providers.insert({ set: { ...wanted, id: newId(), areas: area.ancestors } })
    } catch (error) {
      if (error instanceof DuplicateError) throw new DomainError('account-taken', { field: 'account' })
      throw error
    }
  }

  /** Those of the area, and those who serve it from an area above. */
  async list({ areaCode, limit, cursor }: ListProviders, by: Staff) {
    const code = await this.areas.ofList(areaCode, by)
    const above = (await this.areas.get(code))?.ancestors.filter((ancestor) => ancestor !== code) ?? []
    return this.providers.find({ or: [{ areas: code }, ...(above.length ? [{ areaCode: { in: above } }] : [])] }, { limit, after: cursor })
  }

  /** The provider that a coordinator chose for a request; whoever may not be sent is not there. */
  async toSend(id: string, request: { areas: string[] }, by: Staff): Promise<Provider> {
    return requireSeen(await this.providers.get(id), (provider) => maySend(provider, request, by), 'providerId')
  }

  /** Whose visits a login sees. */
  ofAccount(account: string): Promise<Provider | undefined> {
    return this.providers.findOne({ account })
  }
}
