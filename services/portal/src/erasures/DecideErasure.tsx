import { Button, Input } from 'antd'
import { useState } from 'react'
import { type ErasureView, erasures } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { Dialog } from '../ui/Dialog'
import { ErrorSummary } from '../ui/form/ErrorSummary'
import { Field } from '../ui/form/Field'
import { required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import { useToast } from '../ui/Toast'

/** It cannot be undone: the button that does it says so once more. */
export function DecideErasure({ erasure, done }: { erasure: ErasureView; done: () => void }) {
  const { t } = useI18n()
  const say = useToast()
  const [deciding, setDeciding] = useState<'approve' | 'refuse'>()
  const form = useForm({ initial: { reason: '' }, rules: { reason: (words, all) => (deciding === 'refuse' ? required(words, all) : undefined) } })
  const seen = { id: erasure.id, version: erasure.version }
  const send = () =>
    form.submit(async ({ reason }) => {
      await (deciding === 'refuse' ? erasures.refuse({ ...seen, body: { reason } }) : erasures.approve(seen))
      say(t(deciding === 'refuse' ? 'erasure.refused' : 'erasure.approved'))
      setDeciding(undefined)
      done()
    })
  return (
    <div className="buttons">
      <Button size="small" danger onClick={() => setDeciding('approve')}>
        {t('erasure.approve')}
      </Button>
      <Button size="small" onClick={() => setDeciding('refuse')}>
        {t('erasure.refuse')}
      </Button>
      {deciding && (
        <Dialog title={t(`erasure.${deciding}`)} onClose={() => setDeciding(undefined)}>
          <form
            className="stack"
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              void send()
            }}
          >
            <p className="quiet">{t(`erasure.${deciding}Hint`)}</p>
            <ErrorSummary form={form} labels={{ reason: t('erasure.why') }} />
            {deciding === 'refuse' && (
              <Field form={form} name="reason" label={t('erasure.why')}>
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
              <Button type="primary" danger={deciding === 'approve'} htmlType="submit" loading={form.sending}>
                {t('form.confirm', { action: t(`erasure.${deciding}`) })}
              </Button>
              <Button onClick={() => setDeciding(undefined)}>{t('form.cancel')}</Button>
            </div>
          </form>
        </Dialog>
      )}
    </div>
  )
}
