import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { Areas } from '../areas'
import { elderSchema } from './elder.schema'
import { ElderlyController } from './elderly.controller'
import { ElderlyHandlers } from './elderly.handlers'
import { ElderlyService } from './elderly.service'

@Module({
  imports: [PersistenceModule.forFeature('home-care', { elderly: elderSchema }), Areas],
  controllers: [ElderlyController, ElderlyHandlers],
  providers: [ElderlyService],
  exports: [ElderlyService],
})
export class ElderlyModule {}
