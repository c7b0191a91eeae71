import { recountOf } from '@yiwang/ledger'
import { balancesOf } from './ledger'
import type { Payment } from './payment'
import { paymentSchema } from './payment.schema'

/** Whether each payment's entries are what its state and amount say. */
export const PaymentsRecount = recountOf<Payment>(paymentSchema, (payment) => ({ balances: balancesOf(payment), entries: payment.entries }))
