import type { Staff } from '@yiwang/auth'
import { DomainError, requireSeen } from '@yiwang/domain'
import { type Ticket, type TicketStep, ticketStates } from './ticket'

export type Asker = Pick<Staff, 'id' | 'role' | 'areaCode' | 'unitId'>
type Rule = (ticket: Ticket, by: Asker) => boolean

const operator: Rule = (_, by) => by.role === 'operator'
const intake: Rule = (_, by) => by.role === 'operator' || by.role === 'worker'
const peopleOfItsUnit: Rule = (ticket, by) => by.role === 'worker' && ticket.unit?.id === scopeOf(by)

/** What the door offers: the steps that an action may take, and who may. In this order, the next thing to do first. */
const actions = {
  answer: { steps: ['answer', 'answerAndClose'], who: intake },
  dispatch: { steps: ['dispatch'], who: operator },
  refer: { steps: ['refer'], who: operator },
  accept: { steps: ['accept'], who: peopleOfItsUnit },
  return: { steps: ['return'], who: peopleOfItsUnit },
  resolve: { steps: ['resolve', 'resolveAndClose'], who: peopleOfItsUnit },
  'call-back': { steps: ['callInVain', 'close', 'reopen', 'takeBack'], who: operator },
} as const satisfies Record<string, { steps: TicketStep[]; who: Rule }>

export type TicketAction = keyof typeof actions

/** A community's committee has its area's code for an id, so its workers need no unit of their own; a department's people see only what came to their unit. */
export const scopeOf = ({ role, areaCode, unitId }: Pick<Staff, 'role' | 'areaCode' | 'unitId'>): string =>
  role === 'worker' ? (unitId ?? areaCode) : areaCode

/** What waits for the people of a role, in the order in which they take it up. */
const waits: Partial<Record<string, Ticket['state'][]>> = {
  operator: ['received', 'returned', 'resolved'],
  worker: ['dispatched', 'handling', 'received'],
}
export const waitsFor = ({ role }: Pick<Staff, 'role'>): Ticket['state'][] => waits[role] ?? []

export const isVisibleTo: Rule = (ticket, by) => ticket.visibleTo.includes(scopeOf(by))

/** A confidential report shows its reporter to the operators and to whoever wrote it down. */
export const seesReporter: Rule = (ticket, by) => !ticket.confidential || by.role === 'operator' || ticket.history[0].by?.id === by.id

export const mayReveal: Rule = (ticket, by) => isVisibleTo(ticket, by) && intake(ticket, by) && seesReporter(ticket, by)

/** What the asker may do now. The page offers this and guesses nothing. */
export function allowedActions(ticket: Ticket, by: Asker): (TicketAction | 'reveal')[] {
  if (!isVisibleTo(ticket, by)) return []
  const possible: TicketStep[] = ticketStates.actions(ticket.state)
  const allowed = (Object.keys(actions) as TicketAction[]).filter((name) => {
    const { steps, who } = actions[name]
    return steps.some((step) => possible.includes(step)) && who(ticket, by)
  })
  return mayReveal(ticket, by) ? [...allowed, 'reveal'] : allowed
}

/** Throws `not-found` for what the asker does not see, `illegal-transition` for what cannot happen now, `not-allowed` for what others may do. */
export function checkRight(ticket: Ticket, by: Asker, name: TicketAction): void {
  requireSeen(ticket, (one) => isVisibleTo(one, by))
  const possible: TicketStep[] = ticketStates.actions(ticket.state)
  if (!actions[name].steps.some((step) => possible.includes(step))) throw new DomainError('illegal-transition', { state: ticket.state, action: name })
  if (!actions[name].who(ticket, by)) throw new DomainError('not-allowed')
}
