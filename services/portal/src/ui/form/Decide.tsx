import { Button, Input } from 'antd'
import { useState } from 'react'
import { useI18n } from '../../i18n/I18n'
import type { TextKey } from '../../i18n/language'
import { Dialog } from '../Dialog'
import { useToast } from '../Toast'
import { ErrorSummary } from './ErrorSummary'
import { Field } from './Field'
import { required } from './rules'
import { useForm } from './useForm'

interface Answer {
  /** On its button, and at the head of what asks once more. */
  label: TextKey
  /** What follows from it. */
  hint: TextKey
  said: TextKey
}

interface Props {
  agree: Answer & { act: () => Promise<unknown> }
  /** With a reason, which is asked for. */
  refuse: Answer & { why: TextKey; act: (reason: string) => Promise<unknown> }
  /** It cannot be undone. */
  danger?: boolean
  /** Of what the service may find fault with beside the reason. */
  labels?: Record<string, string>
  done: () => void
}

/** Yes, or no with a reason that somebody reads; each is asked once more. */
export function Decide({ agree, refuse, danger = false, labels, done }: Props) {
  const { t } = useI18n()
  const say = useToast()
  const [deciding, setDeciding] = useState<'agree' | 'refuse'>()
  const refusing = deciding === 'refuse'
  const form = useForm({ initial: { reason: '' }, rules: { reason: (words, all) => (refusing ? required(words, all) : undefined) } })
  const { label, hint, said } = refusing ? refuse : agree
  const send = () =>
    form.submit(async ({ reason }) => {
      await (refusing ? refuse.act(reason) : agree.act())
      say(t(said))
      setDeciding(undefined)
      done()
    })
  return (
    <>
      <Button size="small" {...(danger ? { danger } : { type: 'primary' })} onClick={() => setDeciding('agree')}>
        {t(agree.label)}
      </Button>
      <Button size="small" onClick={() => setDeciding('refuse')}>
        {t(refuse.label)}
      </Button>
      {deciding && (
        <Dialog title={t(label)} onClose={() => setDeciding(undefined)}>
          <form
            className="stack"
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              void send()
            }}
          >
            <p className="quiet">{t(hint)}</p>
            <ErrorSummary form={form} labels={{ reason: t(refuse.why), ...labels }} />
            {refusing && (
              <Field form={form} name="reason" label={t(refuse.why)}>
                {(field) => (
                  <Input.TextArea
                    {...field}
                    autoFocus
                    rows={3}
                    value={form.values.reason}
                    onChange={(event) => form.set({ reason: event.target.value })}
                  />
                )}
              </Field>
            )}
            <div className="buttons">
              <Button type="primary" danger={danger && !refusing} htmlType="submit" loading={form.sending}>
                {t('form.confirm', { action: t(label) })}
              </Button>
              <Button onClick={() => setDeciding(undefined)}>{t('form.cancel')}</Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  )
}
