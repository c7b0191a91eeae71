import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { Biller } from './biller'
import { BillsController } from './bills.controller'
import { SimulatedWater } from './water.biller'
import { waterChargeSchema } from './water-charge.schema'

@Module({
  imports: [PersistenceModule.forFeature('kiosk', { 'water-charges': waterChargeSchema })],
  controllers: [BillsController],
  providers: [SimulatedWater, { provide: Biller, useExisting: SimulatedWater }],
  exports: [Biller],
})
export class BillersModule {}
