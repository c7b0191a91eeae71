import { createHash } from 'node:crypto'
import { hasCome } from '@yiwang/domain'
import type { ChargeStatus } from './biller'

/** What the simulated waterworks keeps of a charge. */
export interface WaterCharge {
  /** The payer's reference. */
  id: string
  accountNumber: string
  amount: number
  outcome: 'settled' | 'failed'
  /** Pending until then. */
  decidedAt: Date
}

export type Behaviour = 'prompt' | 'slow' | 'lost-answer' | 'refusing' | 'failing-late' | 'twice' | 'unreachable'

/**
 * Accounts to try the kiosk with: the last four digits say how the waterworks behaves.
 * 9901 settles after three seconds; 9902 charges but its answer is lost; 9903 refuses; 9904 takes the order and fails after three seconds;
 * 9905 gets every order twice; 9906 cannot be reached. All others settle at once.
 */
const byEnding: Record<string, Behaviour> = {
  9901: 'slow',
  9902: 'lost-answer',
  9903: 'refusing',
  9904: 'failing-late',
  9905: 'twice',
  9906: 'unreachable',
}

export const behaviourOf = (accountNumber: string): Behaviour => byEnding[accountNumber.slice(-4)] ?? 'prompt'

const SLOW_MS = 3_000

export function charge(order: Pick<WaterCharge, 'id' | 'accountNumber' | 'amount'>, behaviour: Behaviour, now: Date): WaterCharge {
  const late = behaviour === 'slow' || behaviour === 'failing-late'
  const outcome = behaviour === 'refusing' || behaviour === 'failing-late' ? 'failed' : 'settled'
  return { ...order, outcome, decidedAt: late ? new Date(now.getTime() + SLOW_MS) : now }
}

export const statusOf = (known: WaterCharge | undefined, now: Date): ChargeStatus => {
  if (!known) return 'unknown'
  return hasCome(known.decidedAt, now, SLOW_MS) ? known.outcome : 'pending'
}

/** The water used, 30.00 to 300.00 yuan by the account number alone, less what was paid; never below nothing. */
export function owed(accountNumber: string, charges: WaterCharge[], now: Date): number {
  const used = 3_000 + (createHash('sha256').update(`water ${accountNumber}`).digest().readUInt32BE() % 27_001)
  const paid = charges.filter((one) => statusOf(one, now) === 'settled').reduce((sum, { amount }) => sum + amount, 0)
  return Math.max(0, used - paid)
}
