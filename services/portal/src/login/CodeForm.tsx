import { Button, Input } from 'antd'
import { Problem } from '../api/problem'
import { session } from '../api/session'
import { useI18n } from '../i18n/I18n'
import { ErrorSummary } from '../ui/form/ErrorSummary'
import { Field } from '../ui/form/Field'
import { required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'

/** The second step: what the app shows, or a recovery code. */
export function CodeForm({ ticket, back }: { ticket: string; back: (late: boolean) => void }) {
  const { t } = useI18n()
  const form = useForm({ initial: { code: '' }, rules: { code: required } })
  const send = ({ code }: { code: string }) =>
    session.signInByCode(ticket, code.trim()).catch((error) => {
      // Too late, or the account is another meanwhile: from the beginning.
      if (error instanceof Problem && error.code === 'sign-in-again') back(true)
      throw error
    })
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit(send)
      }}
    >
      <ErrorSummary form={form} labels={{ code: t('login.code') }} />
      <Field form={form} name="code" label={t('login.code')} hint={t('login.codeHint')}>
        {(field) => (
          <Input
            {...field}
            size="large"
            autoComplete="one-time-code"
            autoCapitalize="none"
            autoFocus
            value={form.values.code}
            onChange={(event) => form.set({ code: event.target.value })}
          />
        )}
      </Field>
      <Button type="primary" size="large" htmlType="submit" block loading={form.sending}>
        {t('login.signIn')}
      </Button>
      <Button type="link" onClick={() => back(false)}>
        {t('login.back')}
      </Button>
    </form>
  )
}
