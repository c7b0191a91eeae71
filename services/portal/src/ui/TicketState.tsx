import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'

const tones: Record<string, string> = {
  received: 'todo',
  returned: 'todo',
  resolved: 'soon',
  closed: 'done',
  completed: 'done',
  done: 'done',
  requested: 'todo',
}

/** The words of the interface for a ticket's, a request's or a visit's state. */
export function TicketState({ state, of = 'ticket' }: { state: string; of?: 'ticket' | 'request' | 'visit' }) {
  const { t } = useI18n()
  return (
    <span className="state" data-tone={tones[state] ?? 'going'}>
      {wordOf(t, `${of}.state`, state)}
    </span>
  )
}
