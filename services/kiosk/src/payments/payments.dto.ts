import type { Staff } from '@yiwang/auth'
import { DomainError } from '@yiwang/domain'
import type { Entry } from '@yiwang/ledger/rules'
import { Instant, Line, messagesOf, OneOf, PageQuery, Part, Parts, Whole } from '@yiwang/platform'
import { maskAccountNumber } from '../billers/account-number'
import { AccountNumber, billers } from '../billers/billers.dto'
import { underWay } from '../problems'
import { type Payment, paymentStates } from './payment'

const MOST_FEN = 10_000_000

export class TakePayment {
  @OneOf(billers) biller: Payment['biller']
  @AccountNumber() accountNumber: string
  @Whole({ min: 1, max: MOST_FEN, description: 'fen' }) amount: number
}

export class PaymentView {
  @Line({ max: 64 }) id: string
  @OneOf(paymentStates.names) state: Payment['state']
  @OneOf(billers) biller: Payment['biller']
  @Line({ max: 20, masked: maskAccountNumber, description: 'masked but for its end' }) accountNumber: string
  @Whole({ min: 1, max: MOST_FEN, description: 'fen' }) amount: number
  @Instant() createdAt: Date
  @Instant({ optional: true, description: 'when it was settled or failed' }) endedAt?: Date
  @Line({ max: 40, optional: true, description: 'why it failed' }) reason?: string
}

class Words {
  @Line({ max: 200 }) 'zh-CN': string
  @Line({ max: 300 }) en: string
}

export class UnderWayView {
  @Line({ max: 64, optional: true, description: 'only at the terminal that took it' }) id?: string
  @OneOf(paymentStates.names) state: Payment['state']
  @Whole({ min: 1, max: MOST_FEN, description: 'fen' }) amount: number
  @Instant() createdAt: Date
  @Part(() => Words, { description: 'what there is to do' }) words: Words
}

/** To whoever knows the account: how it stands, and neither where nor by whom it was paid. */
export const underWayView = ({ id, terminalId, state, amount, createdAt }: Payment, by: Staff): UnderWayView => ({
  ...(terminalId === by.id && { id }),
  state,
  amount,
  createdAt,
  words: messagesOf(underWay),
})

class PostingView {
  @Line({ max: 80 }) account: string
  @Whole({ min: -MOST_FEN, max: MOST_FEN, description: 'fen, signed' }) amount: number
}

export class EntryView {
  @Line({ max: 64 }) id: string
  @Instant() at: Date
  @Parts(() => PostingView, { description: 'sums to zero' }) postings: PostingView[]
}

/** A payment has two entries at most; they are paged as every list is. */
export function entriesPage(entries: Entry[], { limit, cursor }: PageQuery): { items: EntryView[]; next: string | null } {
  const from = cursor === undefined ? 0 : entries.findIndex(({ id }) => id === cursor) + 1
  if (cursor !== undefined && from === 0) throw new DomainError('invalid-cursor', { field: 'cursor' })
  const items = entries.slice(from, from + limit)
  return { items, next: from + limit < entries.length ? items[items.length - 1].id : null }
}
