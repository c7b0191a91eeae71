import { Input } from 'antd'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { Choice } from '../ui/form/Choice'
import { Field } from '../ui/form/Field'
import { required } from '../ui/form/rules'
import { Tick } from '../ui/form/Tick'
import { useForm } from '../ui/form/useForm'
import { ActionForm } from './ActionForm'
import type { ActionProps } from './actions'

/** 直接答复: with the caller still on the line it closes at once where the caller says solved. */
export function AnswerForm({ ticket, action, send, cancel }: ActionProps<'answer'>) {
  const { t } = useI18n()
  const form = useForm({
    initial: { reply: '', solved: false, satisfied: '' },
    rules: { reply: required },
    draft: `answer.${ticket.id}`,
  })
  const { reply, solved, satisfied } = form.values
  const submit = () =>
    form.submit((values) => send({ reply: values.reply, solved: values.solved, ...(values.satisfied && { satisfied: values.satisfied === 'yes' }) }))
  return (
    <ActionForm form={form} title={wordOf(t, 'ticket.action', action)} labels={{ reply: t('ticket.field.reply') }} cancel={cancel} send={submit}>
      <Field form={form} name="reply" label={t('ticket.field.reply')} hint={t('ticket.hint.reply')}>
        {(field) => <Input.TextArea {...field} autoFocus rows={4} value={reply} onChange={(event) => form.set({ reply: event.target.value })} />}
      </Field>
      <Tick checked={solved} onChange={(checked) => form.set({ solved: checked })}>
        {t('ticket.field.solvedNow')}
      </Tick>
      {solved && (
        <Choice
          legend={t('ticket.field.satisfied')}
          name="satisfied"
          value={satisfied}
          onChange={(value) => form.set({ satisfied: value })}
          options={[
            { value: 'yes', label: t('ticket.satisfied') },
            { value: 'no', label: t('ticket.unsatisfied') },
          ]}
        />
      )}
    </ActionForm>
  )
}
