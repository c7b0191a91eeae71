import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { Biller } from './biller'
import { SimulatedWater } from './water.biller'
import { waterChargeSchema } from './water-charge.schema'

@Module({
  imports: [PersistenceModule.forFeature('kiosk', { 'water-charges': waterChargeSchema })],
  providers: [SimulatedWater, { provide: Biller, useExisting: SimulatedWater }],
  exports: [Biller],
})
export class BillersModule {}
