import { type DynamicModule, Module } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { Clock } from '@yiwang/domain'
import { EventConsumer, EventHandlers, OnEvent, type Received } from '@yiwang/messaging'
import { type Collection, collectionToken, PersistenceModule } from '@yiwang/persistence'
import { Readiness } from '../run/health.controller'
import { type Area, areaSchema } from './area.schema'
import { AreasService } from './areas.service'

/** Each service's own copy of the areas, a read model of its own group; the service is ready once it has them. */
@Module({})
export class AreasModule {
  /** `own`: the information network, where areas are at home, writes the collection itself. */
  static forService(service: ServiceName, { own = false } = {}): DynamicModule {
    const collections = PersistenceModule.forFeature(service, { areas: areaSchema })
    return {
      module: AreasModule,
      imports: [collections],
      controllers: own ? [] : [areasHandlers(service)],
      providers: [
        {
          provide: AreasService,
          useFactory: (areas: Collection<Area>, clock: Clock) => new AreasService(areas, clock),
          inject: [collectionToken('areas'), Clock],
        },
        { provide: 'AreasReadiness', useFactory: readiness(service, own), inject: [AreasService, Readiness, EventConsumer] },
      ],
      exports: [AreasService, collections],
    }
  }
}

const readiness = (service: ServiceName, own: boolean) => (areas: AreasService, ready: Readiness, consumer: EventConsumer) => {
  let complete = false
  ready.require(`${service} areas`, async () => {
    complete ||= (own || consumer.lag(`${service}.areas`) === 0) && (await areas.known())
    return complete
  })
  return true
}

function areasHandlers(service: ServiceName) {
  @EventHandlers(`${service}.areas`)
  class AreasHandlers {
    constructor(readonly areas: AreasService) {}

    @OnEvent('information-network.area-changed')
    async copyArea({ data: { code, ...area } }: Received<'information-network.area-changed'>) {
      await this.areas.upsert(code, () => ({ set: area }))
    }
  }
  return AreasHandlers
}
