import { seenBy } from '@yiwang/auth'
import { entryPart } from '@yiwang/ledger'
import { from, keptAs, list, number, oneOf, optional, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { endedBy } from '@yiwang/platform'
import { type Payment, paymentStates } from './payment'

export const paymentSchema = schemaOf<Payment>('payments', {
  terminalId: text,
  areaCode: text,
  biller: oneOf(['water']),
  accountNumber: sealed(text),
  amount: from(1, 10_000_000),
  account: optional(sealed(text, { lookup: true })),
  turn: optional(from(1)),
  state: oneOf(paymentStates.names),
  reason: optional(text),
  createdAt: time,
  endedAt: optional(time),
  asked: number,
  askAt: time,
  entries: list(entryPart),
})
  .index({ state: 1, askAt: 1, _id: 1 }) // whom to ask for next
  .index({ account: 1, turn: 1 }, { unique: true }) // one unfinished payment for one account

seenBy(paymentSchema, 'terminalId')
endedBy<Payment>(paymentSchema, ({ endedAt }) => endedAt)
keptAs(paymentSchema, 'money')
