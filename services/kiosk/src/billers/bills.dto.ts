import { Line, OneOf, Whole } from '@yiwang/platform'
import { maskAccountNumber } from './account-number'

export const billers = ['water'] as const

/** As a bill prints it. */
export const AccountNumber = () => Line({ min: 4, max: 20, pattern: /^[0-9A-Za-z-]+$/ })

export class AskBill {
  @OneOf(billers) biller: (typeof billers)[number]
  @AccountNumber() accountNumber: string
}

export class BillView {
  @OneOf(billers) biller: (typeof billers)[number]
  @Line({ max: 20, description: 'masked but for its end' }) accountNumber: string
  @Whole({ min: 0, max: Number.MAX_SAFE_INTEGER, description: 'fen' }) owed: number
}

export const billView = ({ biller, accountNumber }: AskBill, owed: number): BillView => ({
  biller,
  accountNumber: maskAccountNumber(accountNumber),
  owed,
})
