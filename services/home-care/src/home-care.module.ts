import { Module } from '@nestjs/common'
import { ServiceModule } from '@yiwang/platform'
import { ElderlyModule } from './elderly/elderly.module'
import './problems'
import { ProvidersModule } from './providers/providers.module'
import { RequestsModule } from './requests/requests.module'
import { VisitsModule } from './visits/visits.module'

/** Elderly people at home: what they need, who visits them, and what came of it. */
@Module({ imports: [ServiceModule.for('home-care'), RequestsModule, ProvidersModule, VisitsModule, ElderlyModule] })
export class HomeCareModule {}
