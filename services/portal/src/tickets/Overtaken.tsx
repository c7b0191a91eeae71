import { Button } from 'antd'
import { createContext, use } from 'react'
import type { EntryView } from '../api/generated/hotline'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import type { TicketAction } from './actions'
import { takesWords, wordsIn } from './keptWords'

interface Overtaken {
  /** What was being written for. */
  action: TicketAction
  /** What somebody else did meanwhile. */
  by: EntryView | undefined
  allowed: TicketAction[]
  takeAlong: (to: TicketAction, words: string) => void
  letGo: () => void
}

/** Set around a form whose action is not possible any more. */
export const OvertakenForm = createContext<Overtaken | undefined>(undefined)
export const useOvertaken = () => use(OvertakenForm)

const nameOf = (by: EntryView | undefined) => by?.by?.name

export function OvertakenBy({ overtaken: { action, by }, values }: { overtaken: Overtaken; values: Record<string, unknown> }) {
  const { t } = useI18n()
  const what = { who: nameOf(by) ?? t('ticket.system'), what: by ? wordOf(t, 'ticket.action', by.action) : '' }
  return (
    <p className="changed" role="status">
      {t(wordsIn(action, values) ? 'ticket.overtaken' : 'ticket.overtakenEmpty', what)}
    </p>
  )
}

/** In place of the form's own buttons: where the words can go from here. */
export function WordsGoOn({ overtaken, values }: { overtaken: Overtaken; values: Record<string, unknown> }) {
  const { t } = useI18n()
  const words = wordsIn(overtaken.action, values)
  return (
    <div className="buttons">
      {words &&
        overtaken.allowed.filter(takesWords).map((action) => (
          <Button key={action} onClick={() => overtaken.takeAlong(action, words)}>
            {t('ticket.takeAlong', { action: wordOf(t, 'ticket.action', action) })}
          </Button>
        ))}
      <Button onClick={overtaken.letGo}>{t(words ? 'ticket.letGo' : 'ticket.noted')}</Button>
    </div>
  )
}
