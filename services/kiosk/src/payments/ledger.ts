/**
 * The chart of accounts. Amounts are signed whole fen: what comes into an account is positive, what goes out of it negative; every entry sums to zero.
 *
 *   cash:<terminal id>      an asset: the money in a terminal's box
 *   owed-to-biller:<biller> a debt (so it stands below zero): money taken for the biller and not yet handed on
 *
 *   taking   cash +, owed-to-biller -   The city collects for the biller: what it holds is not its own from the first moment.
 *   settling nothing                    The biller's promise to credit the household moves no money of ours: the debt stands until the day's sum is handed on
 *                                       by bank. That it is certain now is the payment's state, which reconciliation counts apart.
 *   failing  cash -, owed-to-biller +   The reversal of the taking: the resident takes the money back, and nothing is owed.
 *
 * Entries are never changed or removed: what was wrong is reversed.
 */
export interface Entry {
  id: string
  at: Date
  postings: Posting[]
}

export interface Posting {
  account: string
  /** Fen, signed. */
  amount: number
}

export const cash = (terminalId: string) => `cash:${terminalId}`
export const owedTo = (biller: string) => `owed-to-biller:${biller}`

/** The only way to make an entry. One that does not sum to zero is a fault of ours and is never stored. */
export function entry(id: string, at: Date, postings: Posting[]): Entry {
  if (postings.length < 2 || !postings.every(({ amount }) => Number.isSafeInteger(amount) && amount !== 0))
    throw new Error('an entry moves whole fen between accounts')
  if (postings.reduce((sum, { amount }) => sum + amount, 0) !== 0) throw new Error('the postings of an entry sum to zero')
  return { id, at, postings }
}

export const reversal = (of: Entry, id: string, at: Date): Entry =>
  entry(
    id,
    at,
    of.postings.map(({ account, amount }) => ({ account, amount: -amount })),
  )

/** Account -> fen. */
export function balances(entries: Entry[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { account, amount } of entries.flatMap(({ postings }) => postings)) sums[account] = (sums[account] ?? 0) + amount
  return sums
}
