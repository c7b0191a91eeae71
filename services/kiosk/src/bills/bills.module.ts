import { Module } from '@nestjs/common'
import { BillersModule } from '../billers/billers.module'
import { PaymentsModule } from '../payments/payments.module'
import { BillsController } from './bills.controller'

@Module({ imports: [BillersModule, PaymentsModule], controllers: [BillsController] })
export class BillsModule {}
