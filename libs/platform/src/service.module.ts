import { type DynamicModule, Module } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { parkedController } from './parked/parked.controller'

/** What every service has beside its features: the admin's door to its parked messages. */
@Module({})
export class ServiceModule {
  static for(service: ServiceName): DynamicModule {
    return { module: ServiceModule, controllers: [parkedController(service)] }
  }
}
