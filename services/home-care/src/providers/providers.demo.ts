import { Injectable } from '@nestjs/common'
import { deriveId } from '@yiwang/domain'
import { type Collection, InjectCollection } from '@yiwang/persistence'
import { DemoPart } from '@yiwang/platform'
import type { Provider } from './provider'
import { providerSchema } from './provider.schema'

// The demo community and the areas above it: they arrive by event, perhaps after this part is loaded.
const areas = ['320613004006', '320613004000', '320613000000', '320600000000']

const providers: Provider[] = [
  // The demo city's account of that name, as identity makes it.
  { id: 'demo-provider-1', name: '季春梅', accountId: deriveId('demo account', 'provider'), phone: '13962900101', areaCode: areas[0], areas },
  { id: 'demo-provider-2', name: '夕阳红助老服务社', phone: '051385520102', areaCode: areas[1], areas: areas.slice(1) },
]

/** Two providers: one who signs in as `provider`, and a street's service that is only telephoned. */
@Injectable()
export class ProvidersDemo extends DemoPart {
  constructor(@InjectCollection(providerSchema) private readonly providers: Collection<Provider>) {
    super()
  }

  async loadDemo(): Promise<void> {
    for (const provider of providers) await this.providers.upsert(provider.id, (known) => (known ? undefined : { set: provider }))
  }
}
