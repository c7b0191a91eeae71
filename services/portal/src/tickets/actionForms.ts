import type { ComponentType } from 'react'
import { AcceptForm } from './AcceptForm'
import { AnswerForm } from './AnswerForm'
import type { ActionProps, TicketAction } from './actions'
import { CallBackForm } from './CallBackForm'
import { DispatchForm } from './DispatchForm'
import { ReferForm } from './ReferForm'
import { ResolveForm, ReturnForm } from './WordsForm'

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
