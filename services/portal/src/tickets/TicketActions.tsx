import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ComponentType, type RefObject, useState } from 'react'
import type { Door } from '../api/door'
import type { TicketView } from '../api/generated/hotline'
import { Problem } from '../api/problem'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { dropDraft, keepDraft, readDraft } from '../ui/form/drafts'
import { useDrafts } from '../ui/form/useDrafts'
import { Key } from '../ui/Key'
import { type Keys, useKeys } from '../ui/useKeys'
import { useAccount } from '../ui/useSession'
import { actionForms } from './actionForms'
import { type ActionBodies, type ActionProps, actions as doors, type TicketAction } from './actions'
import { leftBehind, withWords } from './keptWords'
import { OvertakenForm } from './Overtaken'
import { useActionFocus } from './useActionFocus'

interface Props {
  ticket: TicketView
  onDone?: (ticket: TicketView) => void
}

/** The allowed actions in the service's order: the first is the next step and the one filled button; Alt+1…9. */
export function TicketActions({ ticket, onDone }: Props) {
  useDrafts()
  const { id: account } = useAccount()
  const queries = useQueryClient()
  const [open, setOpen] = useState<TicketAction>()
  const { bar, goTo } = useActionFocus(ticket.version)
  const actions = ticket.allowedActions.filter((action): action is TicketAction => action in actionForms)
  const draft = (action: TicketAction) => `${action}.${ticket.id}`
  const draftOf = (action: TicketAction) => readDraft<Record<string, unknown>>(account, draft(action))
  const keys: Keys = {}
  actions.forEach((action, index) => {
    keys[`Alt+${index + 1}`] = () => setOpen(action)
  })
  useKeys(keys)

  async function send(action: TicketAction, body: ActionBodies[TicketAction]) {
    // Each door takes its own action's body; here it is only known that the two belong together.
    const act = doors[action] as Door<{ id: string; version: number; body: ActionBodies[TicketAction] }, TicketView>
    const next = await act({ id: ticket.id, version: ticket.version, body }).catch((error) => {
      // Refused because it is not any more as it was seen: show how it is now.
      if (error instanceof Problem && (error.status === 409 || error.status === 412))
        void queries.invalidateQueries({ queryKey: ['ticket', ticket.id] })
      throw error
    })
    // Who has decided has done with what else was considered.
    for (const other of Object.keys(actionForms)) dropDraft(account, draft(other as TicketAction))
    queries.setQueryData(['ticket', ticket.id], next)
    void queries.invalidateQueries({ queryKey: ['tickets'] })
    setOpen(undefined)
    goTo({ version: next.version })
    onDone?.(next)
  }

  const shown = open ?? leftBehind(actions, draftOf)
  const overtaken = shown &&
    !actions.includes(shown) && {
      action: shown,
      by: ticket.history.at(-1),
      allowed: actions,
      takeAlong(to: TicketAction, words: string) {
        keepDraft(account, draft(to), withWords(to, words, draftOf(to)))
        dropDraft(account, draft(shown))
        setOpen(to)
      },
      letGo() {
        dropDraft(account, draft(shown))
        setOpen(undefined)
        goTo({ version: ticket.version })
      },
    }
  const cancel = () => {
    setOpen(undefined)
    goTo({ action: shown, version: ticket.version })
  }
  // Each form fits its own action; here it is only known that the two belong together.
  const Form = shown && (actionForms[shown] as ComponentType<ActionProps>)
  return (
    <>
      <OvertakenForm value={overtaken || undefined}>
        {Form && <Form key={shown} ticket={ticket} action={shown} send={(body) => send(shown, body)} cancel={cancel} />}
      </OvertakenForm>
      {(!Form || overtaken) && <Actions bar={bar} actions={actions} onOpen={setOpen} />}
    </>
  )
}

interface ActionsProps {
  bar: RefObject<HTMLFieldSetElement | null>
  actions: TicketAction[]
  onOpen: (action: TicketAction) => void
}

function Actions({ bar, actions, onOpen }: ActionsProps) {
  const { t } = useI18n()
  if (actions.length === 0) return <p className="quiet">{t('ticket.noActions')}</p>
  return (
    <fieldset ref={bar} className="actions" aria-label={t('ticket.actions')}>
      {actions.map((action, index) => (
        <Button
          key={action}
          type={index === 0 ? 'primary' : 'default'}
          data-action={action}
          onClick={() => onOpen(action)}
          aria-keyshortcuts={`Alt+${index + 1}`}
        >
          {wordOf(t, 'ticket.action', action)}
          <Key>Alt {index + 1}</Key>
        </Button>
      ))}
    </fieldset>
  )
}
