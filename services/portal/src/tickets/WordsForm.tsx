import { Input } from 'antd'
import { useI18n } from '../i18n/I18n'
import { Field } from '../ui/form/Field'
import { required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import { ActionForm } from './ActionForm'
import type { ActionProps } from './actions'

/** 申请退单: with the reason. */
export function ReturnForm({ send, ...rest }: ActionProps<'return'>) {
  return <WordsForm {...rest} name="reason" send={(reason) => send({ reason })} />
}

/** 提交办理结果: with the reply that the reporter gets. */
export function ResolveForm({ send, ...rest }: ActionProps<'resolve'>) {
  return <WordsForm {...rest} name="reply" send={(reply) => send({ reply })} />
}

interface Props extends Pick<ActionProps<'return' | 'resolve'>, 'ticket' | 'action' | 'cancel'> {
  name: 'reason' | 'reply'
  send: (words: string) => Promise<unknown>
}

/** An action that is one text. */
function WordsForm({ ticket, action, name, send, cancel }: Props) {
  const { t } = useI18n()
  const form = useForm({ initial: { [name]: '' } as Record<string, string>, rules: { [name]: required }, draft: `${action}.${ticket.id}` })
  const label = t(`ticket.field.${name}`)
  const submit = () => form.submit((values) => send(values[name] ?? ''))
  return (
    <ActionForm form={form} title={t(`ticket.action.${action}`)} labels={{ [name]: label }} cancel={cancel} send={submit}>
      <Field form={form} name={name} label={label} hint={t(`ticket.hint.${name}`)}>
        {(field) => (
          <Input.TextArea {...field} autoFocus rows={4} value={form.values[name]} onChange={(event) => form.set({ [name]: event.target.value })} />
        )}
      </Field>
    </ActionForm>
  )
}
