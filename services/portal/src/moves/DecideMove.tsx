import { Button, Input } from 'antd'
import { useState } from 'react'
import { type MoveView, moves, residents } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { Dialog } from '../ui/Dialog'
import { ErrorSummary } from '../ui/form/ErrorSummary'
import { Field } from '../ui/form/Field'
import { required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import { Reveal } from '../ui/Reveal'
import { useToast } from '../ui/Toast'

interface Props {
  move: MoveView
  done: () => void
}

/** The entry goes, or stays with a reason that the other community reads. */
export function DecideMove({ move, done }: Props) {
  const { t } = useI18n()
  const say = useToast()
  const [deciding, setDeciding] = useState<'accept' | 'refuse'>()
  const form = useForm({ initial: { reason: '' }, rules: { reason: (words, all) => (deciding === 'refuse' ? required(words, all) : undefined) } })
  const { resident } = move
  const seen = { id: move.id, version: move.version }
  const send = () =>
    form.submit(async ({ reason }) => {
      await (deciding === 'refuse' ? moves.refuse({ ...seen, body: { reason } }) : moves.accept(seen))
      say(t(deciding === 'refuse' ? 'move.refused' : 'move.accepted'))
      setDeciding(undefined)
      done()
    })
  return (
    <div className="buttons">
      {resident?.allowedActions.includes('reveal') && <Reveal ask={(why) => residents.reveal({ id: resident.id, body: why })} />}
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
