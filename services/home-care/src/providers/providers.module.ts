import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { AccountsModule } from '../accounts/accounts.module'
import { Areas } from '../areas'
import { providerSchema } from './provider.schema'
import { ProvidersController } from './providers.controller'
import { ProvidersDemo } from './providers.demo'
import { ProvidersHandlers } from './providers.handlers'
import { ProvidersService } from './providers.service'

@Module({
  imports: [PersistenceModule.forFeature('home-care', { providers: providerSchema }), AccountsModule, Areas],
  controllers: [ProvidersController, ProvidersHandlers],
  providers: [ProvidersService, ProvidersDemo],
  exports: [ProvidersService],
})
export class ProvidersModule {}
