import type { Provider, Type } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { EventConsumer, EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { Readiness } from '../run/health.controller'
import { AreasService } from './areas.service'

/** Each service's own copy of the areas, a read model. Not by `copyOf`: who changes an area remembers it at once. */
export function areasCopy(service: ServiceName): Type {
  @EventHandlers(`${service}.areas`, { shared: true })
  class AreasHandlers {
    constructor(readonly areas: AreasService) {}

    @OnEvent('information-network.area-changed')
    async copyArea({ data: { code, ...area } }: Received<'information-network.area-changed'>) {
      await this.areas.upsert(code, () => ({ set: area }))
    }
  }
  return AreasHandlers
}

/** The areas as the service's parts ask for them; the service is ready once it has them. `own`: they are at home here. */
export const areasOf = (service: ServiceName, own: boolean): Provider[] => [
  AreasService,
  { provide: 'AreasReadiness', useFactory: readiness(service, own), inject: [AreasService, Readiness, EventConsumer] },
]

const readiness = (service: ServiceName, own: boolean) => (areas: AreasService, ready: Readiness, consumer: EventConsumer) => {
  ready.require(`${service} areas`, async () => (own || consumer.lag(`${service}.areas`) === 0) && areas.known())
  return true
}
