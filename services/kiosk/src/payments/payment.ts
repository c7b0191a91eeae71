import { type Decision, hasCome, newId, stateTable } from '@yiwang/domain'
import type { Entry } from '@yiwang/ledger/rules'
import type { ChargeStatus } from '../billers/biller'
import { event } from '../events'
import { failing, taking } from './ledger'

/** Pending is not failed: a payment without an answer stays pending, and the biller is asked again, for as long as it takes. */
export const paymentStates = stateTable({
  pending: { settle: 'settled', fail: 'failed' },
  settled: {},
  failed: {},
})

export interface Payment {
  /** Also the reference under which the biller knows the charge. */
  id: string
  terminalId: string
  areaCode: string
  biller: 'water'
  accountNumber: string
  /** Fen. */
  amount: number
  /** One payment of an account at a time is under way (`OneAtATime`). Both absent in payments of versions before this rule. */
  account?: string
  turn?: number
  state: (typeof paymentStates.names)[number]
  reason?: string
  createdAt: Date
  endedAt?: Date
  /** How often the biller was asked, and when it may be asked again: who asks moves it ahead first, so that no two ask at once. */
  asked: number
  askAt: Date
  /** The payment's part of the ledger, in the same document: the money and the state change together or not at all. */
  entries: Entry[]
}

export type WantedPayment = Pick<Payment, 'biller' | 'accountNumber' | 'amount'>

/** Longer than asking can take; after a crash in the middle the biller is asked again then. */
export const LEASE_MS = 10_000
const FIRST_PAUSE_MS = 1_000
export const LONGEST_PAUSE_MS = 60_000

/** An account of a biller, however it was typed: letters large or small, with or without dashes. */
export const accountOf = ({ biller, accountNumber }: Pick<Payment, 'biller' | 'accountNumber'>): string =>
  `${biller}/${accountNumber.replaceAll('-', '').toUpperCase()}`

const after = (now: Date, ms: number) => new Date(now.getTime() + ms)

export function take(
  { biller, accountNumber, amount }: WantedPayment,
  turn: number,
  terminal: { id: string; areaCode: string },
  now: Date,
): Decision<Payment> {
  const id = newId()
  const payment = {
    id,
    terminalId: terminal.id,
    areaCode: terminal.areaCode,
    biller,
    accountNumber,
    amount,
    account: accountOf({ biller, accountNumber }),
    turn,
    state: 'pending' as const,
    createdAt: now,
    asked: 0,
    askAt: now,
  }
  return { set: { ...payment, entries: taking(payment, now) }, events: [event('kiosk.payment-taken', announced(payment))] }
}

/** Takes the right to ask the biller for a while; nothing where it is another's turn, too early, or over. Two who ask at once, by clocks that differ, are told the same. */
export function claim(payment: Payment, now: Date): Decision<Payment> | undefined {
  if (payment.state !== 'pending' || !hasCome(payment.askAt, now, LONGEST_PAUSE_MS)) return undefined
  return { set: { asked: payment.asked + 1, askAt: after(now, LEASE_MS) } }
}

/** What the biller says of the charge, or `silence`. Said again after the end, it changes nothing. */
export function hear(payment: Payment, answer: ChargeStatus | 'silence', now: Date): Decision<Payment> | undefined {
  if (payment.state !== 'pending') return undefined
  if (answer === 'settled') return settle(payment, now)
  if (answer === 'failed') return fail(payment, now)
  return { set: { askAt: after(now, Math.min(FIRST_PAUSE_MS * 2 ** Math.min(payment.asked - 1, 10), LONGEST_PAUSE_MS)) } }
}

function settle(payment: Payment, now: Date): Decision<Payment> {
  return {
    set: { state: paymentStates.next(payment.state, 'settle'), endedAt: now },
    events: [event('kiosk.payment-settled', announced(payment))],
  }
}

function fail(payment: Payment, now: Date): Decision<Payment> {
  const reason = 'refused-by-biller'
  return {
    set: { state: paymentStates.next(payment.state, 'fail'), reason, endedAt: now, entries: failing(payment, now) },
    events: [event('kiosk.payment-failed', { ...announced(payment), reason })],
  }
}

const announced = ({ id: paymentId, terminalId, areaCode, biller, amount }: Omit<Payment, 'entries'>) => ({
  paymentId,
  terminalId,
  areaCode,
  biller,
  amount,
})
