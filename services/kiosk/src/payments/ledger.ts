import { deriveId } from '@yiwang/domain'
import { type Balance, bookOf, type Chart, type Entry, emptyBook, enter, post, reversal, transfer } from '@yiwang/ledger/rules'

/**
 * The chart of accounts, in fen.
 *
 *   cash:<terminal id>      an asset: the money in a terminal's box
 *   owed-to-biller:<biller> a debt (so it stands below zero): money taken for the biller and not yet handed on
 *
 *   taking   cash +, owed-to-biller -   The city collects for the biller: what it holds is not its own from the first moment.
 *   settling nothing                    The biller's promise to credit the household moves no money of ours: the debt stands until the day's sum is handed on
 *                                       by bank. That it is certain now is the payment's state, which reconciliation counts apart.
 *   failing  cash -, owed-to-biller +   The reversal of the taking: the resident takes the money back, and nothing is owed.
 *
 * A payment's entries lie in it: the money and the state change together or not at all. Of one payment no more goes out of the box than came in.
 */
const chart: Chart<'cash' | 'owed-to-biller'> = { cash: { least: 0 }, 'owed-to-biller': { most: 0 } }

/** What the ledger knows of a payment. */
interface Paid {
  id: string
  terminalId: string
  biller: string
  amount: number
}

const cash = ({ terminalId }: Paid) => `cash:${terminalId}`
const owed = ({ biller }: Paid) => `owed-to-biller:${biller}`

export const taking = (payment: Paid, at: Date): Entry[] =>
  enter(emptyBook, post({ id: deriveId(payment.id, 'taking'), at }, transfer(owed(payment), cash(payment), payment.amount)), chart).entries

export function failing({ id, entries }: Pick<Paid, 'id'> & { entries: Entry[] }, at: Date): Entry[] {
  const [taken] = entries
  return enter(bookOf(entries), reversal(taken, { id: deriveId(id, 'reversal'), at }), chart).entries
}

/** What a payment's entries must give, by what it says itself. */
export const balancesOf = (payment: Paid & { state: string }): Balance[] =>
  payment.state === 'failed'
    ? []
    : transfer(owed(payment), cash(payment), payment.amount).map(({ account, amount: posted }) => ({ account, posted, heldOut: 0, heldIn: 0 }))
