import { type Capability, type Holder, may, type Staff } from '@yiwang/auth/capabilities'
import { scopeOf } from '@yiwang/auth/scope'
import { DomainError, requireSeen } from '@yiwang/domain'
import { type Ticket, type TicketStep, ticketStates } from './ticket'

export type Asker = Pick<Staff, 'id' | 'role' | 'roles' | 'areaCode' | 'unitId'>
type Rule = (ticket: Ticket, by: Asker) => boolean

/** What the door offers: the steps that an action may take, and what one must be allowed to. In this order, the next thing to do first. */
const actions = {
  answer: { steps: ['answer', 'answerAndClose'], needs: 'tickets.answer' },
  dispatch: { steps: ['dispatch'], needs: 'tickets.dispatch' },
  refer: { steps: ['refer'], needs: 'tickets.dispatch' },
  accept: { steps: ['accept'], needs: 'tickets.handle' },
  return: { steps: ['return'], needs: 'tickets.handle' },
  resolve: { steps: ['resolve', 'resolveAndClose'], needs: 'tickets.handle' },
  'call-back': { steps: ['callInVain', 'close', 'reopen', 'takeBack'], needs: 'tickets.call-back' },
} as const satisfies Record<string, { steps: TicketStep[]; needs: Capability }>

/** A ticket is handled by the people of the unit that it is with. */
const mayTake = (ticket: Ticket, by: Asker, { needs }: { needs: Capability }): boolean =>
  may(by, needs) && (needs !== 'tickets.handle' || ticket.unit?.id === scopeOf(by))

export type TicketAction = keyof typeof actions

/** What waits for whoever may do it, in the order in which they take it up. */
const waits = [
  { needs: 'tickets.dispatch', states: ['received', 'returned'] },
  { needs: 'tickets.call-back', states: ['resolved'] },
  { needs: 'tickets.handle', states: ['dispatched', 'handling'] },
  { needs: 'tickets.answer', states: ['received'] },
] as const satisfies { needs: Capability; states: Ticket['state'][] }[]
export const waitsFor = (by: Holder): Ticket['state'][] => [...new Set(waits.filter(({ needs }) => may(by, needs)).flatMap(({ states }) => states))]

export const isVisibleTo: Rule = (ticket, by) => ticket.visibleTo.includes(scopeOf(by))

/** A confidential report shows its reporter to those who know all reporters, and to whoever wrote it down. */
export const seesReporter: Rule = (ticket, by) => !ticket.confidential || may(by, 'tickets.know-reporters') || ticket.history[0].by?.id === by.id

export const mayReveal: Rule = (ticket, by) => isVisibleTo(ticket, by) && may(by, 'tickets.reveal') && seesReporter(ticket, by)

/** What the asker may do now. The page offers this and guesses nothing. */
export function allowedActions(ticket: Ticket, by: Asker): (TicketAction | 'reveal')[] {
  if (!isVisibleTo(ticket, by)) return []
  const possible: TicketStep[] = ticketStates.actions(ticket.state)
  const allowed = (Object.keys(actions) as TicketAction[]).filter((name) => {
    const action = actions[name]
    return action.steps.some((step) => possible.includes(step)) && mayTake(ticket, by, action)
  })
  return mayReveal(ticket, by) ? [...allowed, 'reveal'] : allowed
}

/** Throws `not-found` for what the asker does not see, `illegal-transition` for what cannot happen now, `not-allowed` for what others may do. */
export function checkRight(ticket: Ticket, by: Asker, name: TicketAction): void {
  requireSeen(ticket, (one) => isVisibleTo(one, by))
  const possible: TicketStep[] = ticketStates.actions(ticket.state)
  if (!actions[name].steps.some((step) => possible.includes(step))) throw new DomainError('illegal-transition', { state: ticket.state, action: name })
  if (!mayTake(ticket, by, actions[name])) throw new DomainError('not-allowed')
}
