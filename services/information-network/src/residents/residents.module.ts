import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { AuditModule } from '@yiwang/platform'
import { Areas } from '../own-areas'
import { residentSchema } from './resident.schema'
import { ResidentsController } from './residents.controller'
import { ResidentsService } from './residents.service'

@Module({
  imports: [Areas, AuditModule.forService('information-network'), PersistenceModule.forFeature('information-network', { residents: residentSchema })],
  controllers: [ResidentsController],
  providers: [ResidentsService],
  exports: [ResidentsService],
})
export class ResidentsModule {}
