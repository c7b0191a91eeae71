import { Module } from '@nestjs/common'
import { PersistenceModule } from '@yiwang/persistence'
import { BillersModule } from '../billers/billers.module'
import { paymentSchema } from './payment.schema'
import { PaymentsController } from './payments.controller'
import { PaymentsService } from './payments.service'
import { PaymentsSettlement } from './payments.settlement'
import { PaymentsSweep } from './payments.sweep'

@Module({
  imports: [PersistenceModule.forFeature('kiosk', { payments: paymentSchema }), BillersModule],
  controllers: [PaymentsController],
  providers: [PaymentsService, PaymentsSettlement, PaymentsSweep],
  exports: [PaymentsService],
})
export class PaymentsModule {}
