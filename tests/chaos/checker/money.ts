import { acknowledged } from '../history'
import { type Collected, chainsOf, type Stored } from './collected'

type Posting = { account: string; amount: number }

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0)
const postingsOf = ({ entries }: Stored): Posting[] => entries.flatMap((entry: { postings: Posting[] }) => entry.postings)

/** No money appeared or vanished: every entry sums to zero, each payment was taken once, and it ended as the biller says. */
export function moneyFaults(collected: Collected): string[] {
  const { documents, operations, bills } = collected
  const payments = documents['kiosk.payments'] ?? []
  const charges = new Map((documents['kiosk.water-charges'] ?? []).map((charge) => [charge._id, charge]))
  const faults = payments.flatMap((payment) => [...paymentFaults(payment, charges.get(payment._id), collected)])
  const known = new Set(payments.map(({ _id }) => _id))
  for (const id of charges.keys()) if (!known.has(id)) faults.push(`the biller charged ${id}, which nobody paid`)

  // The whole ledger: what the boxes hold is what is owed on.
  const balance = (kind: string) =>
    sum(
      payments
        .flatMap(postingsOf)
        .filter(({ account }) => account.startsWith(kind))
        .map(({ amount }) => amount),
    )
  const held = sum(payments.filter(({ state }) => state !== 'failed').map(({ amount }) => amount))
  if (balance('cash:') !== held || balance('owed-to-biller:') !== -held)
    faults.push(`the ledger holds ${balance('cash:')} in cash and ${balance('owed-to-biller:')} owed, taken and kept was ${held}`)

  const paid = operations.filter((operation) => operation.kind === 'pay' && acknowledged(operation))
  const asked = sum(paid.map(({ sent }) => Number(sent.amount)))
  const taken = sum(payments.filter(({ _id }) => paid.some(({ answered }) => answered?.id === _id)).map(({ amount }) => amount))
  if (asked !== taken) faults.push(`${asked} fen were paid and acknowledged, ${taken} are in the ledger`)
  return [...faults, ...billFaults(collected, paid, bills)]
}

function* paymentFaults(payment: Stored, charge: Stored | undefined, { operations, messages }: Collected): Generator<string> {
  const { _id, state, amount, entries } = payment
  const name = `payment ${_id}`
  for (const entry of entries) if (sum(entry.postings.map((one: Posting) => one.amount)) !== 0) yield `${name}: an entry does not sum to zero`
  const cash = postingsOf(payment)
    .filter(({ account }) => account.startsWith('cash:'))
    .map((one) => one.amount)
  const due = state === 'failed' ? [amount, -amount] : [amount]
  if (cash.join() !== due.join()) yield `${name} is ${state} over ${amount}, its entries move ${cash.join(', ')}`

  const events = chainsOf(messages.filter(({ subject }) => subject === _id)).get(`/kiosk/payments/${_id}`) ?? []
  const types = events.map(({ type }) => type.replace('kiosk.payment-', ''))
  if (types.join() !== ['taken', ...(state === 'pending' ? [] : [state])].join()) yield `${name} is ${state}, its events say ${types.join(', ')}`
  if (events.some(({ data }) => JSON.parse(data).amount !== amount)) yield `${name} is over ${amount}, its events say otherwise`

  const operation = operations.find(({ kind, answered }) => kind === 'pay' && answered?.id === _id)
  if (operation && operation.sent.amount !== amount) yield `${name} is over ${amount}, ${operation.sent.amount} was asked`
  if ((charge?.outcome ?? 'pending') !== state) yield `${name} is ${state}, the biller says ${charge?.outcome ?? 'that it never heard of it'}`
  if (charge && charge.amount !== amount) yield `${name} is over ${amount}, the biller charged ${charge.amount}`
}

/** What an account owes fell by what was settled for it. */
function billFaults({ documents }: Collected, paid: Collected['operations'], bills: Collected['bills']): string[] {
  const settled = new Map((documents['kiosk.payments'] ?? []).filter(({ state }) => state === 'settled').map(({ _id, amount }) => [_id, amount]))
  return Object.entries(bills).flatMap(([account, { before, after }]) => {
    const of = paid.filter(({ sent }) => sent.accountNumber === account)
    const due = Math.max(0, before - sum(of.map(({ answered }) => settled.get(String(answered?.id)) ?? 0)))
    return due === after ? [] : [`account ${account} owed ${before} and owes ${after}, by its payments it is ${due}`]
  })
}
