import './problems'
import { ledgerDifferenceSchema, ledgerFigure } from '@yiwang/ledger'
import { erasedPeopleHandlers, erasedPersonSchema, erasePeopleOf } from '@yiwang/people'
import { Service } from '@yiwang/platform'
import { Biller } from './billers/biller'
import { SimulatedWater } from './billers/water.biller'
import { waterChargeSchema } from './billers/water-charge.schema'
import { BillsController } from './bills/bills.controller'
import { event } from './events'
import { needSchema } from './needs/need.schema'
import { NeedsController } from './needs/needs.controller'
import { NeedsHandlers } from './needs/needs.handlers'
import { NeedsService } from './needs/needs.service'
import { NoticesController } from './notices/notices.controller'
import { NoticesCopy, noticeSchema } from './notices/notices.copy'
import { NoticesService } from './notices/notices.service'
import { paymentSchema } from './payments/payment.schema'
import { PaymentsController } from './payments/payments.controller'
import { PaymentsRecount } from './payments/payments.recount'
import { PaymentsService } from './payments/payments.service'
import { PaymentsSettlement } from './payments/payments.settlement'
import { terminalSchema } from './terminals/terminal.schema'
import { TerminalsController } from './terminals/terminals.controller'
import { TerminalsHandlers } from './terminals/terminals.handlers'
import { TerminalsService } from './terminals/terminals.service'

/** The street's kiosks: their terminals, what people ask for and pay there, and what they can read. */
@Service('kiosk', {
  collections: [terminalSchema, needSchema, paymentSchema, waterChargeSchema, noticeSchema, ledgerDifferenceSchema, erasedPersonSchema],
  doors: [TerminalsController, NeedsController, PaymentsController, BillsController, NoticesController],
  hears: [TerminalsHandlers, NeedsHandlers, NoticesCopy, erasedPeopleHandlers('kiosk')],
  providers: [
    TerminalsService,
    NeedsService,
    PaymentsService,
    PaymentsSettlement,
    PaymentsRecount,
    ledgerFigure('kiosk'),
    SimulatedWater,
    { provide: Biller, useExisting: SimulatedWater },
    NoticesService,
    erasePeopleOf([needSchema], {
      document: (data) => event('kiosk.document-erased', data),
      person: (data) => event('kiosk.person-erased', data),
    }),
  ],
})
export class KioskModule {}
