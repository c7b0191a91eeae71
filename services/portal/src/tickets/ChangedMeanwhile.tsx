import { Button } from 'antd'
import { useEffect } from 'react'
import type { TicketView } from '../api/generated/hotline'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { focusOn } from '../ui/focus'
import { useAccount } from '../ui/useSession'

interface Props {
  ticket: TicketView
  /** The version that this person has looked at. */
  seen: number | undefined
  onSeen: (version: number) => void
}

/** Two people in one ticket see each other: who has just done what. */
export function ChangedMeanwhile({ ticket, seen, onSeen }: Props) {
  const { t } = useI18n()
  const account = useAccount()
  const last = ticket.history.at(-1)
  const first = seen === undefined
  useEffect(() => {
    if (first) onSeen(ticket.version)
  }, [first, onSeen, ticket.version])
  if (first || ticket.version <= seen || !last || last.by?.id === account.id) return null
  return (
    <div className="changed" role="status">
      <p>{t('ticket.changed', { who: last.by?.name ?? t('ticket.system'), what: wordOf(t, 'ticket.action', last.action) })}</p>
      <Button
        size="small"
        onClick={() => {
          onSeen(ticket.version)
          focusOn('form.action-form textarea', '[data-action]')
        }}
      >
        {t('ticket.noted')}
      </Button>
    </div>
  )
}
