import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { Areas } from '../areas'
import { ProvidersModule } from '../providers/providers.module'
import { requestSchema } from './request.schema'
import { RequestsController } from './requests.controller'
import { RequestsHandlers } from './requests.handlers'
import { RequestsService } from './requests.service'

@Module({
  imports: [PersistenceModule.forFeature('home-care', { requests: requestSchema }), Areas, ProvidersModule],
  controllers: [RequestsController, RequestsHandlers],
  providers: [RequestsService],
  exports: [RequestsService],
})
export class RequestsModule {}
