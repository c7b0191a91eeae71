import { Button } from 'antd'
import { Problem } from '../api/problem'
import { session } from '../api/session'
import { useI18n } from '../i18n/I18n'
import { LargeField, LargeForm } from '../ui/form/LargeForm'
import { required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'

/** The second step: what the app shows, or a recovery code. */
export function CodeForm({ ticket, back }: { ticket: string; back: (late: boolean) => void }) {
  const { t } = useI18n()
  const form = useForm({ initial: { code: '' }, rules: { code: required } })
  const labels = { code: t('login.code') }
  const send = ({ code }: { code: string }) =>
    session.signInByCode(ticket, code.trim()).catch((error) => {
      // Too late, or the account is another meanwhile: from the beginning.
      if (error instanceof Problem && error.code === 'sign-in-again') back(true)
      throw error
    })
  return (
    <LargeForm
      form={form}
      send={() => form.submit(send)}
      labels={labels}
      action={t('login.signIn')}
      besides={
        <Button type="link" onClick={() => back(false)}>
          {t('login.back')}
        </Button>
      }
    >
      <LargeField
        form={form}
        name="code"
        label={labels.code}
        hint={t('login.codeHint')}
        autoComplete="one-time-code"
        autoCapitalize="none"
        autoFocus
      />
    </LargeForm>
  )
}
