import { type DynamicModule, Module } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { SetAsides, StoppedPartitions } from '@yiwang/messaging'
import { parkedController } from './parked/parked.controller'
import { ParkedFigure, StoppedPartitionsFigure } from './parked/parked.figure'

/** What every service has beside its features: the admin's door to its parked messages, and how many there are. */
@Module({})
export class ServiceModule {
  static for(service: ServiceName): DynamicModule {
    const figures = [
      { provide: ParkedFigure, useFactory: (setAsides: SetAsides) => new ParkedFigure(service, setAsides), inject: [SetAsides] },
      {
        provide: StoppedPartitionsFigure,
        useFactory: (stopped: StoppedPartitions) => new StoppedPartitionsFigure(service, stopped),
        inject: [StoppedPartitions],
      },
    ]
    return { module: ServiceModule, controllers: [parkedController(service)], providers: figures }
  }
}
