import { from, keptAs, oneOf, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { endedBy } from '@yiwang/platform'
import type { WaterCharge } from './water-charge'

export const waterChargeSchema = schemaOf<WaterCharge>('water-charges', {
  accountNumber: sealed(text, { lookup: true }),
  amount: from(1),
  outcome: oneOf(['settled', 'failed']),
  decidedAt: time,
}).index({ accountNumber: 1, _id: 1 }) // what an account has paid

endedBy<WaterCharge>(waterChargeSchema, ({ decidedAt }) => decidedAt)
keptAs(waterChargeSchema, 'money')
