import { Button, Input } from 'antd'
import { useState } from 'react'
import { network } from '../../api/network'
import type { Move } from '../../api/shapes'
import { useI18n } from '../../i18n/I18n'
import { Dialog } from '../Dialog'
import { ErrorSummary } from '../form/ErrorSummary'
import { Field } from '../form/Field'
import { required } from '../form/rules'
import { useForm } from '../form/useForm'
import { Reveal } from '../Reveal'
import { useToast } from '../Toast'

interface Props {
  move: Move
  done: () => void
}

/** The entry goes, or stays with a reason that the other community reads. */
export function DecideMove({ move, done }: Props) {
  const { t } = useI18n()
  const say = useToast()
  const [deciding, setDeciding] = useState<'accept' | 'refuse'>()
  const form = useForm({ initial: { reason: '' }, rules: { reason: (words, all) => (deciding === 'refuse' ? required(words, all) : undefined) } })
  const send = () =>
    form.submit(async ({ reason }) => {
      await (deciding === 'refuse' ? network.refuseMove(move, reason) : network.acceptMove(move))
      say(t(deciding === 'refuse' ? 'move.refused' : 'move.accepted'))
      setDeciding(undefined)
      done()
    })
  return (
    <div className="buttons">
      {move.resident && <Reveal ask={(purpose) => network.reveal(move.resident?.id ?? '', purpose)} />}
      <Button size="small" type="primary" onClick={() => setDeciding('accept')}>
        {t('move.accept')}
      </Button>
      <Button size="small" onClick={() => setDeciding('refuse')}>
        {t('move.refuse')}
      </Button>
      {deciding && (
        <Dialog title={t(`move.${deciding}`)} onClose={() => setDeciding(undefined)}>
          <form
            className="stack"
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              void send()
            }}
          >
            <p className="quiet">{t(`move.${deciding}Hint`)}</p>
            <ErrorSummary form={form} labels={{ reason: t('move.why'), areaCode: t('move.to') }} />
            {deciding === 'refuse' && (
              <Field form={form} name="reason" label={t('move.why')}>
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
              <Button type="primary" htmlType="submit" loading={form.sending}>
                {t('form.confirm', { action: t(`move.${deciding}`) })}
              </Button>
              <Button onClick={() => setDeciding(undefined)}>{t('form.cancel')}</Button>
            </div>
          </form>
        </Dialog>
      )}
    </div>
  )
}
