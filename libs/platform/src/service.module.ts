import { type DynamicModule, Module } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { SetAsides, StoppedPartitions } from '@yiwang/messaging'
import { parkedController } from './parked/parked.controller'
import { WaitingFigure } from './parked/parked.figure'

const PARKED = 'Aggregates whose messages a handler could not take, parked until an admin replays or drops them'
const STOPPED = 'Partitions of consumer groups that wait at a message that cannot be read'

/** What every service has beside its features: the admin's door to its parked messages, and how many there are. */
@Module({})
export class ServiceModule {
  static for(service: ServiceName): DynamicModule {
    const figures = [
      {
        provide: 'yiwang_parked',
        useFactory: (setAsides: SetAsides) =>
          new WaitingFigure(service, 'yiwang_parked', PARKED, () => setAsides.of(service).count({ state: 'parked' })),
        inject: [SetAsides],
      },
      {
        provide: 'yiwang_partitions_stopped',
        useFactory: (partitions: StoppedPartitions) =>
          new WaitingFigure(service, 'yiwang_partitions_stopped', STOPPED, () => partitions.of(service).count({ state: 'stopped' })),
        inject: [StoppedPartitions],
      },
    ]
    return { module: ServiceModule, controllers: [parkedController(service)], providers: figures }
  }
}
