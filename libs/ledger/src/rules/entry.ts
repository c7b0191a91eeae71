export interface Posting {
  /** `<kind>` or `<kind>:<of>`, as in `cash:terminal-1`. */
  account: string
  /** Fen, signed: what comes into the account is positive, what goes out of it negative. */
  amount: number
}

export const entryKinds = ['post', 'reverse', 'hold', 'capture', 'void', 'expire'] as const

/**
 * What is written in a book, never changed and never removed. The legs of each (`postings`) sum to zero.
 *
 *   post     moves money
 *   reverse  undoes a posted or captured entry (`of`), once, by its opposite
 *   hold     sets aside what its postings will move; nothing has moved yet
 *   capture  ends a hold (`of`) by moving all of it or a part; what is not moved is free again
 *   void     ends a hold by moving nothing
 *   expire   the same, because its time (`until`) has come
 */
export interface Entry {
  /** Made by whoever wants it written, before it is sent: written twice it is written once. */
  id: string
  at: Date
  /** `post` where absent. */
  kind?: (typeof entryKinds)[number]
  postings: Posting[]
  /** The entry that this one ends or undoes. */
  of?: string
  /** Until when a hold can be captured. */
  until?: Date
  /** What it is written for: a visit, a payment. */
  about?: string
  /** Why, where that is not plain: a correction's code. */
  reason?: string
}

/** What every entry says beside its legs. */
export type Wanted = Pick<Entry, 'id' | 'at' | 'about' | 'reason'>

export const post = (wanted: Wanted, postings: Posting[]): Entry => ({ ...said(wanted), postings: balanced(postings) })

export const hold = ({ until, ...wanted }: Wanted & Pick<Entry, 'until'>, postings: Posting[]): Entry => ({
  ...said(wanted),
  kind: 'hold',
  postings: balanced(postings),
  ...(until && { until }),
})

/** `postings`: what is moved; of each account in the hold as much as is held at most. Further legs may stand beside. */
export const capture = (of: string, wanted: Wanted, postings: Posting[]): Entry => ({
  ...said(wanted),
  kind: 'capture',
  of,
  postings: balanced(postings),
})

/** Named so since `void` is a word of the language. */
export const voiding = (of: string, wanted: Wanted): Entry => ({ ...said(wanted), kind: 'void', of, postings: [] })

export const reversal = (of: Entry, wanted: Wanted): Entry => ({ ...said(wanted), kind: 'reverse', of: of.id, postings: opposite(of.postings) })

export const opposite = (postings: Posting[]): Posting[] => postings.map(({ account, amount }) => ({ account, amount: -amount }))

/** `amount` out of one account and into another. */
export const transfer = (from: string, to: string, amount: number): Posting[] => [
  { account: to, amount },
  { account: from, amount: -amount },
]

/** Legs that do not sum to zero are a fault of ours, and are never stored. */
export function balanced(postings: Posting[]): Posting[] {
  if (postings.length < 2 || !postings.every(({ amount }) => Number.isSafeInteger(amount) && amount !== 0))
    throw new Error('an entry moves whole fen between accounts')
  if (new Set(postings.map(({ account }) => account)).size < postings.length) throw new Error('an entry names each account once')
  if (postings.reduce((sum, { amount }) => sum + amount, 0) !== 0) throw new Error('the postings of an entry sum to zero')
  return postings
}

const said = ({ id, at, about, reason }: Wanted): Wanted => ({ id, at, ...(about && { about }), ...(reason && { reason }) })
