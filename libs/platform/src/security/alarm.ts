import { type Decision, DomainError, stateTable } from '@yiwang/domain'
import type { Actor } from '@yiwang/persistence'

export const alarmStates = stateTable({ open: { acknowledge: 'acknowledged' }, acknowledged: {}, told: {} })
export type AlarmState = (typeof alarmStates.names)[number]

/** A rule found a reason to look, and an auditor has looked or has not yet; `told`: it is the admins’ alone. */
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
  /** Whether the admins of where it is about are told, and who of them have seen it. */
  forAdmins?: boolean
  areaCode?: string
  seen?: string[]
  acknowledgedBy?: string
  acknowledgedAt?: Date
  note?: string
}

/** Whether an admin is to look: it is not about themselves, and they have not yet. */
export const isNewTo = ({ forAdmins, account, seen }: SecurityAlarm, { id }: Pick<Actor, 'id'>): boolean =>
  forAdmins === true && account !== undefined && account !== id && !seen?.includes(id)

export const see = (alarm: SecurityAlarm, by: Pick<Actor, 'id'>): Decision<SecurityAlarm> | undefined =>
  isNewTo(alarm, by) ? { set: { seen: [...(alarm.seen ?? []), by.id] } } : undefined

/** DomainError `illegal-transition` where somebody has looked already, `alarm-about-oneself` where it is about whoever looks. */
export function acknowledge({ state, account }: SecurityAlarm, by: Pick<Actor, 'id'>, note: string, now: Date): Decision<SecurityAlarm> {
  if (account === by.id) throw new DomainError('alarm-about-oneself')
  return { set: { state: alarmStates.next(state, 'acknowledge'), acknowledgedBy: by.id, acknowledgedAt: now, note } }
}
