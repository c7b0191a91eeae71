import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { Areas } from '../areas'
import { unitSchema } from './unit.schema'
import { UnitsHandlers } from './units.handlers'
import { UnitsService } from './units.service'

@Module({
  imports: [PersistenceModule.forFeature('hotline', { units: unitSchema }), Areas],
  controllers: [UnitsHandlers],
  providers: [UnitsService],
  exports: [UnitsService],
})
export class UnitsModule {}
