import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { Areas } from '../areas'
import { providerSchema } from './provider.schema'
import { ProvidersController } from './providers.controller'
import { ProvidersDemo } from './providers.demo'
import { ProvidersService } from './providers.service'

@Module({
  imports: [PersistenceModule.forFeature('home-care', { providers: providerSchema }), Areas],
  controllers: [ProvidersController],
  providers: [ProvidersService, ProvidersDemo],
  exports: [ProvidersService],
})
export class ProvidersModule {}
