import { type Decision, DomainError, stateTable } from '@yiwang/domain'
import type { Actor } from '@yiwang/persistence'

export const alarmStates = stateTable({ open: { acknowledge: 'acknowledged' }, acknowledged: {} })
export type AlarmState = (typeof alarmStates.names)[number]

/** A rule found a reason to look, and an auditor has looked or has not yet. */
export interface SecurityAlarm {
  id: string
  at: Date
  rule: string
  /** How often, from how many addresses, or how many different states, within so many minutes. */
  count: number
  minutes: number
  account?: string
  address?: string
  state: AlarmState
  acknowledgedBy?: string
  acknowledgedAt?: Date
  note?: string
}

/** DomainError `illegal-transition` where somebody has looked already, `alarm-about-oneself` where it is about whoever looks. */
export function acknowledge({ state, account }: SecurityAlarm, by: Pick<Actor, 'id'>, note: string, now: Date): Decision<SecurityAlarm> {
  if (account === by.id) throw new DomainError('alarm-about-oneself')
  return { set: { state: alarmStates.next(state, 'acknowledge'), acknowledgedBy: by.id, acknowledgedAt: now, note } }
}
