import { type DynamicModule, Module } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { SetAsides } from '@yiwang/messaging'
import { parkedController } from './parked/parked.controller'
import { ParkedFigure } from './parked/parked.figure'

/** What every service has beside its features: the admin's door to its parked messages, and how many there are. */
@Module({})
export class ServiceModule {
  static for(service: ServiceName): DynamicModule {
    const figure = { provide: ParkedFigure, useFactory: (setAsides: SetAsides) => new ParkedFigure(service, setAsides), inject: [SetAsides] }
    return { module: ServiceModule, controllers: [parkedController(service)], providers: [figure] }
  }
}
