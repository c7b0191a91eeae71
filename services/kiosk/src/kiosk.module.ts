import { Module } from '@nestjs/common'
import { ServiceModule } from '@yiwang/platform'
import { BillsModule } from './bills/bills.module'
import { NeedsModule } from './needs/needs.module'
import { NoticesModule } from './notices/notices.module'
import { PaymentsModule } from './payments/payments.module'
import './problems'
import { TerminalsModule } from './terminals/terminals.module'

/** The street's kiosks: their terminals, what people ask for and pay there, and what they can read. */
@Module({ imports: [ServiceModule.for('kiosk'), TerminalsModule, NeedsModule, PaymentsModule, BillsModule, NoticesModule] })
export class KioskModule {}
