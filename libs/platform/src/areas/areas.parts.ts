import type { Provider, Type } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { Clock } from '@yiwang/domain'
import { EventConsumer, EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { type Collection } from '@yiwang/persistence'
import { collectionToken } from '@yiwang/persistence/stores'
import { Broadcast } from '../run/broadcast'
import { Readiness } from '../run/health.controller'
import { type Area, areaSchema } from './area.schema'
import { AreasService } from './areas.service'

/** What is no longer said of an area is no longer kept. */
const NOTHING_MORE = { parent: undefined, validFrom: undefined, validTo: undefined, successor: undefined }

/** Each service's own copy of the areas, a read model. Not by `copyOf`: who changes an area remembers it at once. */
export function areasCopy(service: ServiceName): Type {
  @EventHandlers(`${service}.areas`, { shared: true })
  class AreasHandlers {
    constructor(readonly areas: AreasService) {}

    @OnEvent('information-network.area-changed')
    async copyArea({ data: { code, ...area } }: Received<'information-network.area-changed'>) {
      await this.areas.upsert(code, () => ({ set: { ...NOTHING_MORE, ...area } }))
    }
  }
  return AreasHandlers
}

/** The areas as the service's parts ask for them; the service is ready once it has them. `own`: they are at home here. */
export const areasOf = (service: ServiceName, own: boolean): Provider[] => [
  {
    provide: AreasService,
    useFactory: (areas: Collection<Area>, clock: Clock, broadcast: Broadcast) => new AreasService(service, areas, clock, broadcast),
    inject: [collectionToken(areaSchema), Clock, Broadcast],
  },
  { provide: 'AreasReadiness', useFactory: readiness(service, own), inject: [AreasService, Readiness, EventConsumer] },
]

const readiness = (service: ServiceName, own: boolean) => (areas: AreasService, ready: Readiness, consumer: EventConsumer) => {
  ready.require(`${service} areas`, async () => (own || consumer.hasCaughtUp(`${service}.areas`)) && areas.known())
  return true
}
