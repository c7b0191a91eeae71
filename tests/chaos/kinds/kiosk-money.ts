import { grouped, type Stored } from '../checker/collected'
import type { Found } from '../checker/found'
import { acknowledged, type Operation } from '../history'

type Posting = { account: string; amount: number }

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0)
const postingsOf = ({ entries }: Stored): Posting[] => entries.flatMap((entry: { postings: Posting[] }) => entry.postings)

/** No money appeared or vanished: every entry sums to zero, each payment was taken once, and it ended as the biller says. */
export function* moneyFaults(found: Found): Generator<string> {
  const { operations } = found.collected
  const payments = found.stored('kiosk.payments')
  const charges = found.byId('kiosk.water-charges')
  for (const payment of payments) yield* paymentFaults(payment, charges.get(payment._id), found)
  const known = new Set(payments.map(({ _id }) => _id))
  for (const id of charges.keys()) if (!known.has(id)) yield `the biller charged ${id}, which nobody paid`

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
    yield `the ledger holds ${balance('cash:')} in cash and ${balance('owed-to-biller:')} owed, taken and kept was ${held}`

  const paid = operations.filter((operation) => operation.kind === 'pay' && acknowledged(operation))
  const asked = sum(paid.map(({ sent }) => Number(sent.amount)))
  const taken = sum(payments.filter(({ _id }) => paid.some(({ answered }) => answered?.id === _id)).map(({ amount }) => amount))
  if (asked !== taken) yield `${asked} fen were paid and acknowledged, ${taken} are in the ledger`
  yield* billFaults(found, paid)
  yield* turnFaults(payments)
  yield* atOnce(found, paid)
}

function* paymentFaults(payment: Stored, charge: Stored | undefined, found: Found): Generator<string> {
  const { _id, state, amount, entries } = payment
  const name = `payment ${_id}`
  for (const entry of entries) if (sum(entry.postings.map((one: Posting) => one.amount)) !== 0) yield `${name}: an entry does not sum to zero`
  const cash = postingsOf(payment)
    .filter(({ account }) => account.startsWith('cash:'))
    .map((one) => one.amount)
  const due = state === 'failed' ? [amount, -amount] : [amount]
  if (cash.join() !== due.join()) yield `${name} is ${state} over ${amount}, its entries move ${cash.join(', ')}`

  const events = found.chain(`/kiosk/payments/${_id}`)
  const types = events.map(({ type }) => type.replace('kiosk.payment-', ''))
  if (types.join() !== ['taken', ...(state === 'pending' ? [] : [state])].join()) yield `${name} is ${state}, its events say ${types.join(', ')}`
  if (events.some(({ data }) => JSON.parse(data).amount !== amount)) yield `${name} is over ${amount}, its events say otherwise`

  const operation = found.collected.operations.find(({ kind, answered }) => kind === 'pay' && answered?.id === _id)
  if (operation && operation.sent.amount !== amount) yield `${name} is over ${amount}, ${operation.sent.amount} was asked`
  if ((charge?.outcome ?? 'pending') !== state) yield `${name} is ${state}, the biller says ${charge?.outcome ?? 'that it never heard of it'}`
  if (charge && charge.amount !== amount) yield `${name} is over ${amount}, the biller charged ${charge.amount}`
}

/** What an account owes fell by what was settled for it. */
function* billFaults(found: Found, paid: Operation[]): Generator<string> {
  const settled = new Map(
    found
      .stored('kiosk.payments')
      .filter(({ state }) => state === 'settled')
      .map(({ _id, amount }) => [_id, amount]),
  )
  const { before, after } = found.collected.observed.kiosk
  for (const [account, owed] of Object.entries(before)) {
    const of = paid.filter(({ sent }) => sent.accountNumber === account)
    const due = Math.max(0, owed - sum(of.map(({ answered }) => settled.get(String(answered?.id)) ?? 0)))
    if (due !== after[account]) yield `account ${account} owed ${owed} and owes ${after[account]}, by its payments it is ${due}`
  }
}

/** The payments of an account are numbered without a gap, each once; none but the last is unfinished. */
function* turnFaults(payments: Stored[]): Generator<string> {
  for (const of of grouped(payments, (payment) => payment['#'].account).values()) {
    const inTurn = of.toSorted((one, other) => one.turn - other.turn)
    const turns = inTurn.map(({ turn }) => turn)
    if (turns.some((turn, at) => turn !== at + 1))
      yield `the payments of one account are numbered ${turns.join(', ')}: ${of.map(({ _id }) => _id).join(', ')}`
    for (const { _id, state, turn } of inTurn)
      if (state === 'pending' && turn < turns.length) yield `payment ${_id} is pending, and another followed it`
  }
}

/** As clients saw it, by their own clock: a payment was read as pending after a later one of its account had been taken. */
function* atOnce({ collected }: Found, paid: Operation[]): Generator<string> {
  const pending = collected.operations.filter(({ kind, answered }) => kind === 'read' && answered?.state === 'pending')
  for (const ofAccount of grouped(paid, ({ sent }) => String(sent.accountNumber)).values())
    for (const earlier of ofAccount)
      for (const later of ofAccount.filter(({ begunAt }) => begunAt > Number(earlier.endedAt)))
        if (pending.some(({ subject, begunAt }) => subject === earlier.answered?.id && begunAt > Number(later.endedAt)))
          yield `payment ${earlier.answered?.id} was pending after ${later.answered?.id} of the same account had been taken`
}
