import { type Capability, type Holder, may, type Staff } from '@yiwang/auth/capabilities'
import { scopeOf } from '@yiwang/auth/scope'
import { DomainError, requireSeen } from '@yiwang/domain'
import { isInReach } from '@yiwang/people/rules'
import type { Filter } from '@yiwang/persistence'
import { isConfidential, kinds, type Ticket, type TicketStep, ticketStates } from './ticket'

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

const wroteDown: Rule = (ticket, by) => ticket.history[0].by?.id === by.id

/** The unit whose people somebody is of. The hotline's own place is no unit of theirs. */
const unitOf = (by: Asker): string | undefined => by.unitId ?? (may(by, 'tickets.know-reporters') ? undefined : by.areaCode)

/** Who wrote it down knows who it was. Nobody else of those whom it is about is shown them; in confidence nobody but those who know all reporters. */
export const seesReporter: Rule = (ticket, by) => {
  if (wroteDown(ticket, by)) return true
  if (ticket.about && ticket.about.id === unitOf(by)) return false
  return !isConfidential(ticket) || may(by, 'tickets.know-reporters')
}

/** The same as a condition, for whoever looks for tickets by their reporter: what does not show them its reporter is not found by them. */
export function whereReporterIsSeen(by: Asker): Filter[] {
  const unit = unitOf(by)
  const aboutOthers: Filter[] =
    unit === undefined ? [{}] : [{ 'about.id': { exists: false } }, { 'about.id': { lt: unit } }, { 'about.id': { gt: unit } }]
  if (may(by, 'tickets.know-reporters')) return aboutOthers
  return kinds.filter((kind) => kind !== 'report').flatMap((kind) => aboutOthers.map((where) => ({ ...where, kind })))
}

function nextSteps(ticket: Ticket, by: Asker): TicketAction[] {
  const possible: TicketStep[] = ticketStates.actions(ticket.state)
  return (Object.keys(actions) as TicketAction[]).filter((name) => {
    const action = actions[name]
    return action.steps.some((step) => possible.includes(step)) && mayTake(ticket, by, action)
  })
}

/** Who has it now, or had it last: whoever may take its next step or took the one that ended it, and the people of the unit that it is with. */
const has: Rule = (ticket, by) =>
  nextSteps(ticket, by).length > 0 ||
  (may(by, 'tickets.handle') && ticket.unit?.id === scopeOf(by)) ||
  (ticket.state === 'closed' && ticket.history[ticket.history.length - 1].by?.id === by.id)

/** Contact details are for whoever has it, and for whoever wrote it down, until some days after it was closed (docs/decisions/0046-who-may-be-shown-whom.md). */
export const mayReveal = (ticket: Ticket, by: Asker, now: Date): boolean =>
  isVisibleTo(ticket, by) &&
  may(by, 'tickets.reveal') &&
  seesReporter(ticket, by) &&
  isInReach(ticket.closedAt, now) &&
  (wroteDown(ticket, by) || has(ticket, by))

/** What the asker may do now. The page offers this and guesses nothing. */
export function allowedActions(ticket: Ticket, by: Asker, now: Date): (TicketAction | 'reveal')[] {
  if (!isVisibleTo(ticket, by)) return []
  const steps = nextSteps(ticket, by)
  return mayReveal(ticket, by, now) ? [...steps, 'reveal'] : steps
}

/** Throws `not-found` for what the asker does not see, `illegal-transition` for what cannot happen now, `not-allowed` for what others may do. */
export function checkRight(ticket: Ticket, by: Asker, name: TicketAction): void {
  requireSeen(ticket, (one) => isVisibleTo(one, by))
  const possible: TicketStep[] = ticketStates.actions(ticket.state)
  if (!actions[name].steps.some((step) => possible.includes(step))) throw new DomainError('illegal-transition', { state: ticket.state, action: name })
  if (!mayTake(ticket, by, actions[name])) throw new DomainError('not-allowed')
}
