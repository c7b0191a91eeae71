import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { Areas } from '../areas'
import { Audit } from '../audit'
import { ElderlyModule } from '../elderly/elderly.module'
import { ProvidersModule } from '../providers/providers.module'
import { RequestsModule } from '../requests/requests.module'
import { visitSchema } from './visit.schema'
import { VisitsController } from './visits.controller'
import { VisitsHandlers } from './visits.handlers'
import { VisitsService } from './visits.service'

@Module({
  imports: [PersistenceModule.forFeature('home-care', { visits: visitSchema }), Areas, Audit, RequestsModule, ProvidersModule, ElderlyModule],
  controllers: [VisitsController, VisitsHandlers],
  providers: [VisitsService],
})
export class VisitsModule {}
