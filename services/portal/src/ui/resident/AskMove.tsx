import { Button, Input } from 'antd'
import { network } from '../../api/network'
import type { Network } from '../../api/shapes'
import { useI18n } from '../../i18n/I18n'
import { ErrorSummary } from '../form/ErrorSummary'
import { Field } from '../form/Field'
import { required } from '../form/rules'
import { useForm } from '../form/useForm'
import { useToast } from '../Toast'

interface Props {
  person: Omit<Network['AskMove'], 'reason'>
  done: () => void
}

/** 申请迁入: somebody lives here now and is registered elsewhere, nobody here is told where. The community that holds the entry decides. */
export function AskMove({ person, done }: Props) {
  const { t } = useI18n()
  const say = useToast()
  const form = useForm({ initial: { reason: '' }, rules: { reason: required } })
  const label = t('move.reason')
  const send = () =>
    form.submit(async ({ reason }) => {
      const { name = '' } = await network.askMove({ ...person, reason })
      say(t('move.asked', { name }))
      done()
    })
  return (
    <form
      className="card stack"
      aria-label={t('move.ask')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <h2>{t('move.ask')}</h2>
      <p className="quiet">{t('move.askHint')}</p>
      <ErrorSummary form={form} labels={{ reason: label }} />
      <Field form={form} name="reason" label={label}>
        {(field) => (
          <Input.TextArea
            {...field}
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={form.values.reason}
            onChange={(event) => form.set({ reason: event.target.value })}
          />
        )}
      </Field>
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={form.sending}>
          {t('move.ask')}
        </Button>
      </div>
    </form>
  )
}
