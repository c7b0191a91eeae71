import type { BodyOf } from '../api/door'
import { type TicketView, ticketActions } from '../api/generated/hotline'

/** The door of each action, by the name under which the service allows it. */
export const actions = {
  answer: ticketActions.answer,
  dispatch: ticketActions.dispatch,
  refer: ticketActions.refer,
  accept: ticketActions.accept,
  return: ticketActions.returnToHotline,
  resolve: ticketActions.resolve,
  'call-back': ticketActions.callBack,
}

export type TicketAction = keyof typeof actions
export type ActionBodies = { [A in TicketAction]: BodyOf<(typeof actions)[A]> }

export interface ActionProps<A extends TicketAction = TicketAction> {
  ticket: TicketView
  action: A
  send: (body: ActionBodies[A]) => Promise<unknown>
  cancel: () => void
}
