import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { Areas } from '../own-areas'
import { unitSchema } from './unit.schema'
import { UnitsController } from './units.controller'
import { UnitsService } from './units.service'

@Module({
  imports: [Areas, PersistenceModule.forFeature('information-network', { units: unitSchema })],
  controllers: [UnitsController],
  providers: [UnitsService],
  exports: [UnitsService],
})
export class UnitsModule {}
