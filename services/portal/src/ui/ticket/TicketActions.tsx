import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ComponentType, useState } from 'react'
import { type ActionBodies, hotline, type TicketAction } from '../../api/hotline'
import { Problem } from '../../api/problem'
import type { Ticket } from '../../api/shapes'
import { useI18n } from '../../i18n/I18n'
import { wordOf } from '../../i18n/language'
import { Key } from '../Key'
import { type Keys, useKeys } from '../useKeys'
import { actionForms } from './actionForms'
import type { ActionProps } from './actionProps'

interface Props {
  ticket: Ticket
  onDone?: (ticket: Ticket) => void
}

/** The allowed actions in the service's order: the first is the next step and the one filled button; Alt+1…9. */
export function TicketActions({ ticket, onDone }: Props) {
  const { t } = useI18n()
  const queries = useQueryClient()
  const [open, setOpen] = useState<TicketAction>()
  const actions = ticket.allowedActions.filter((action): action is TicketAction => action in actionForms)
  const keys: Keys = {}
  actions.forEach((action, index) => {
    keys[`Alt+${index + 1}`] = () => setOpen(action)
  })
  useKeys(keys)

  async function send(action: TicketAction, body: ActionBodies[TicketAction]) {
    const next = await hotline.act(ticket, action, body).catch((error) => {
      // Refused because it is not any more as it was seen: show how it is now.
      if (error instanceof Problem && (error.status === 409 || error.status === 412))
        void queries.invalidateQueries({ queryKey: ['ticket', ticket.id] })
      throw error
    })
    queries.setQueryData(['ticket', ticket.id], next)
    void queries.invalidateQueries({ queryKey: ['tickets'] })
    setOpen(undefined)
    onDone?.(next)
  }

  // Each form fits its own action; here it is only known that the two belong together.
  const Form = open && actions.includes(open) ? (actionForms[open] as ComponentType<ActionProps>) : undefined
  if (Form && open) return <Form key={open} ticket={ticket} action={open} send={(body) => send(open, body)} cancel={() => setOpen(undefined)} />
  if (actions.length === 0) return <p className="quiet">{t('ticket.noActions')}</p>
  return (
    <fieldset className="actions" aria-label={t('ticket.actions')}>
      {actions.map((action, index) => (
        <Button key={action} type={index === 0 ? 'primary' : 'default'} onClick={() => setOpen(action)} aria-keyshortcuts={`Alt+${index + 1}`}>
          {wordOf(t, 'ticket.action', action)}
          <Key>Alt {index + 1}</Key>
        </Button>
      ))}
    </fieldset>
  )
}
