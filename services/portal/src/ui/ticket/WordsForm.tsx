import { Input } from 'antd'
import { useI18n } from '../../i18n/I18n'
import { wordOf } from '../../i18n/language'
import { Field } from '../form/Field'
import { required } from '../form/rules'
import { useForm } from '../form/useForm'
import { ActionForm } from './ActionForm'
import type { ActionProps } from './actionForms'

/** An action that is one text: the reason of a return, the reply of a resolution. */
export function WordsForm({ ticket, action, send, cancel }: ActionProps) {
  const { t } = useI18n()
  const name = action === 'return' ? 'reason' : 'reply'
  const form = useForm({ initial: { [name]: '' } as Record<string, string>, rules: { [name]: required }, draft: `${action}.${ticket.id}` })
  const label = t(`ticket.field.${name}`)
  return (
    <ActionForm
      form={form}
      title={wordOf(t, 'ticket.action', action)}
      labels={{ [name]: label }}
      cancel={cancel}
      send={() => form.submit((values) => send(values))}
    >
      <Field form={form} name={name} label={label} hint={t(`ticket.hint.${name}`)}>
        {(field) => (
          <Input.TextArea {...field} autoFocus rows={4} value={form.values[name]} onChange={(event) => form.set({ [name]: event.target.value })} />
        )}
      </Field>
    </ActionForm>
  )
}
