import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { useForm } from '../ui/form/useForm'
import { ActionForm } from './ActionForm'
import type { ActionProps } from './actions'

/** Nothing to say but yes. */
export function AcceptForm({ action, send, cancel }: ActionProps<'accept'>) {
  const { t } = useI18n()
  const form = useForm({ initial: {} })
  return (
    <ActionForm form={form} title={wordOf(t, 'ticket.action', action)} labels={{}} cancel={cancel} send={() => form.submit(() => send(undefined))}>
      <p className="quiet">{t('ticket.acceptHint')}</p>
    </ActionForm>
  )
}
