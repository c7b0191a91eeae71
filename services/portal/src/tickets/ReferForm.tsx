import { Input } from 'antd'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { Field } from '../ui/form/Field'
import { required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import { ActionForm } from './ActionForm'
import type { ActionProps } from './actions'

/** 转居家养老: for the beneficiary if there is one, else for the caller. */
export function ReferForm({ ticket, action, send, cancel }: ActionProps<'refer'>) {
  const { t } = useI18n()
  const form = useForm({ initial: { need: '', note: '' }, rules: { need: required }, draft: `refer.${ticket.id}` })
  const submit = () => form.submit(({ need, note }) => send({ service: 'home-care', need, ...(note.trim() && { note }) }))
  const labels = { need: t('ticket.field.need'), note: t('ticket.field.note') }
  const whom = ticket.beneficiary?.name ?? ticket.reporter.name ?? ''
  return (
    <ActionForm form={form} title={wordOf(t, 'ticket.action', action)} labels={labels} cancel={cancel} send={submit}>
      <p className="quiet">{t('ticket.referFor', { name: whom })}</p>
      <Field form={form} name="need" label={labels.need} hint={t('ticket.hint.need')}>
        {(field) => <Input {...field} autoFocus value={form.values.need} onChange={(event) => form.set({ need: event.target.value })} />}
      </Field>
      <Field form={form} name="note" label={labels.note} optional={t('form.optional')}>
        {(field) => <Input.TextArea {...field} rows={2} value={form.values.note} onChange={(event) => form.set({ note: event.target.value })} />}
      </Field>
    </ActionForm>
  )
}
