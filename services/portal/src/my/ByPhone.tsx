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

/** A telephone's code, and the last four characters of the identity number: families share telephones. */
export function ByPhone({ back }: { back: () => void }) {
  const [phone, setPhone] = useState<string>()
  return phone === undefined ? <AskPhone sent={setPhone} back={back} /> : <AskCode phone={phone} again={() => setPhone(undefined)} />
}

function AskPhone({ sent, back }: { sent: (phone: string) => void; back: () => void }) {
  const { t, language } = useI18n()
  const title = useArrival()
  const form = useForm({ initial: { phone: '' }, rules: { phone: required } })
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit(async ({ phone }) => {
          await mySession.sendCode(phone.trim(), language)
          sent(phone.trim())
        })
      }}
    >
      <h1 ref={title} tabIndex={-1}>
        {t('my.phone')}
      </h1>
      <ErrorSummary form={form} labels={{ phone: t('my.phoneField') }} />
      <Field form={form} name="phone" label={t('my.phoneField')} hint={t('my.phoneHint')}>
        {(field) => (
          <Input
            {...field}
            size="large"
            type="tel"
            inputMode="numeric"
            autoComplete="tel-national"
            value={form.values.phone}
            onChange={(event) => form.set({ phone: event.target.value })}
          />
        )}
      </Field>
      <Button type="primary" size="large" htmlType="submit" block loading={form.sending}>
        {t('my.sendCode')}
      </Button>
      <Back back={back} />
    </form>
  )
}

function AskCode({ phone, again }: { phone: string; again: () => void }) {
  const { t } = useI18n()
  const title = useArrival()
  const form = useForm({ initial: { code: '', lastFour: '' }, rules: { code: required, lastFour: required } })
  // A code is good once: where only the other answer was wrong, it was right already.
  const [proven, setProven] = useState<{ code: string; proof: string }>()
  const labels = { code: t('my.code'), lastFour: t('my.lastFour') }
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit(async ({ code, lastFour }) => {
          const proof = proven?.code === code ? proven.proof : await mySession.checkCode(phone, code.trim())
          setProven({ code, proof })
          await mySession.byProof(proof, lastFour.trim())
        })
      }}
    >
      <h1 ref={title} tabIndex={-1}>
        {t('my.codeSent', { phone })}
      </h1>
      <ErrorSummary form={form} labels={labels} />
      <Field form={form} name="code" label={labels.code} hint={t('my.codeHint')}>
        {(field) => (
          <Input
            {...field}
            size="large"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            value={form.values.code}
            onChange={(event) => form.set({ code: event.target.value })}
          />
        )}
      </Field>
      <Field form={form} name="lastFour" label={labels.lastFour} hint={t('my.lastFourHint')}>
        {(field) => (
          <Input
            {...field}
            size="large"
            autoComplete="off"
            autoCapitalize="characters"
            maxLength={4}
            value={form.values.lastFour}
            onChange={(event) => form.set({ lastFour: event.target.value })}
          />
        )}
      </Field>
      <Button type="primary" size="large" htmlType="submit" block loading={form.sending}>
        {t('my.signIn')}
      </Button>
      <Button size="large" block onClick={again}>
        {t('my.codeAgain')}
      </Button>
    </form>
  )
}
