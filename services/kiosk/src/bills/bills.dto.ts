import { Line, OneOf, Part, Whole } from '@yiwang/platform'
import { maskAccountNumber } from '../billers/account-number'
import { AccountNumber, billers } from '../billers/billers.dto'
import { UnderWayView } from '../payments/payments.dto'

export class AskBill {
  @OneOf(billers) biller: (typeof billers)[number]
  @AccountNumber() accountNumber: string
}

export class BillView {
  @OneOf(billers) biller: (typeof billers)[number]
  @Line({ max: 20, masked: maskAccountNumber, description: 'masked but for its end' }) accountNumber: string
  @Whole({ min: 0, max: Number.MAX_SAFE_INTEGER, description: 'fen' }) owed: number
  @Part(() => UnderWayView, { optional: true, description: 'a payment that has not ended: until then no other is taken' }) payment?: UnderWayView
}
