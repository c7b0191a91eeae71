import type { ComponentType } from 'react'
import type { Ticket } from '../../api/shapes'
import { AcceptForm } from './AcceptForm'
import { AnswerForm } from './AnswerForm'
import { CallBackForm } from './CallBackForm'
import { DispatchForm } from './DispatchForm'
import { ReferForm } from './ReferForm'
import { WordsForm } from './WordsForm'

export interface ActionProps {
  ticket: Ticket
  action: string
  send: (body: object) => Promise<unknown>
  cancel: () => void
}

/** What each action asks. Which of them may be done is the service's answer, never decided here. */
export const actionForms: Record<string, ComponentType<ActionProps>> = {
  answer: AnswerForm,
  dispatch: DispatchForm,
  refer: ReferForm,
  accept: AcceptForm,
  return: WordsForm,
  resolve: WordsForm,
  'call-back': CallBackForm,
}
