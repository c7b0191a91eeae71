import { Button, Input } from 'antd'
import { useState } from 'react'
import { useI18n } from '../i18n/I18n'
import { ErrorSummary } from '../ui/form/ErrorSummary'
import { Field } from '../ui/form/Field'
import { required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import { Back } from './Back'
import { mySession } from './session'
import { useArrival } from './useArrival'

interface Looked {
  code: string
  firstUse: boolean
}

/** The card that a counter handed out, and its PIN, which is chosen the first time. */
export function ByCard({ code, back }: { code: string; back: () => void }) {
  const [looked, setLooked] = useState<Looked>()
  return looked ? <AskPin card={looked} again={() => setLooked(undefined)} /> : <AskCard code={code} known={setLooked} back={back} />
}

function AskCard({ code: given, known, back }: { code: string; known: (looked: Looked) => void; back: () => void }) {
  const { t } = useI18n()
  const title = useArrival()
  const form = useForm({ initial: { code: given }, rules: { code: required } })
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit(async ({ code }) => known({ code, firstUse: await mySession.lookAtCard(code) }))
      }}
    >
      <h1 ref={title} tabIndex={-1}>
        {t('my.card')}
      </h1>
      <ErrorSummary form={form} labels={{ code: t('my.cardField') }} />
      <Field form={form} name="code" label={t('my.cardField')} hint={t('my.cardHint')}>
        {(field) => (
          <Input
            {...field}
            size="large"
            className="figures"
            autoComplete="off"
            autoCapitalize="characters"
            value={form.values.code}
            onChange={(event) => form.set({ code: event.target.value })}
          />
        )}
      </Field>
      <Button type="primary" size="large" htmlType="submit" block loading={form.sending}>
        {t('my.next')}
      </Button>
      <Back back={back} />
    </form>
  )
}

function AskPin({ card: { code, firstUse }, again }: { card: Looked; again: () => void }) {
  const { t } = useI18n()
  const title = useArrival()
  const same = (value: string, { pin }: Record<string, unknown>) => (!firstUse || value === pin ? undefined : ('my.pinDiffers' as const))
  const form = useForm({ initial: { pin: '', again: '' }, rules: { pin: required, again: same } })
  const labels = { pin: t(firstUse ? 'my.newPin' : 'my.pin'), again: t('my.pinAgain') }
  const names = firstUse ? (['pin', 'again'] as const) : (['pin'] as const)
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit(({ pin }) => mySession.byCard(code, pin))
      }}
    >
      <h1 ref={title} tabIndex={-1}>
        {t(firstUse ? 'my.choosePin' : 'my.askPin')}
      </h1>
      <ErrorSummary form={form} labels={labels} />
      {names.map((name) => (
        <Field key={name} form={form} name={name} label={labels[name]} hint={name === 'pin' && firstUse ? t('my.pinHint') : undefined}>
          {(field) => (
            <Input
              {...field}
              size="large"
              type="password"
              inputMode="numeric"
              autoComplete={firstUse ? 'new-password' : 'current-password'}
              maxLength={6}
              value={form.values[name]}
              onChange={(event) => form.set({ [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <Button type="primary" size="large" htmlType="submit" block loading={form.sending}>
        {t('my.signIn')}
      </Button>
      <Button size="large" block onClick={again}>
        {t('my.otherCard')}
      </Button>
    </form>
  )
}
