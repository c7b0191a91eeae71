import type { ComponentType } from 'react'
import type { ActionBodies, TicketAction } from '../../api/hotline'
import type { Ticket } from '../../api/shapes'
import { AcceptForm } from './AcceptForm'
import { AnswerForm } from './AnswerForm'
import { CallBackForm } from './CallBackForm'
import { DispatchForm } from './DispatchForm'
import { ReferForm } from './ReferForm'
import { ResolveForm, ReturnForm } from './WordsForm'

export interface ActionProps<A extends TicketAction = TicketAction> {
  ticket: Ticket
  action: A
  send: (body: ActionBodies[A]) => Promise<unknown>
  cancel: () => void
}

/** What each action asks. Which of them may be done is the service's answer, never decided here. */
export const actionForms: { [A in TicketAction]: ComponentType<ActionProps<A>> } = {
  answer: AnswerForm,
  dispatch: DispatchForm,
  refer: ReferForm,
  accept: AcceptForm,
  return: ReturnForm,
  resolve: ResolveForm,
  'call-back': CallBackForm,
}
