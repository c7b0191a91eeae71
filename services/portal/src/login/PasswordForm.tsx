import { Button, Input } from 'antd'
import { session } from '../api/session'
import { useI18n } from '../i18n/I18n'
import { ErrorSummary } from '../ui/form/ErrorSummary'
import { Field } from '../ui/form/Field'
import { required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'

interface Props {
  account?: string
  /** The second step took too long. */
  late: boolean
  onTicket: (ticket: string) => void
}

export function PasswordForm({ account, late, onTicket }: Props) {
  const { t } = useI18n()
  const form = useForm({ initial: { account: account ?? '', password: '' }, rules: { account: required, password: required } })
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit((values) => session.signIn(values.account.trim(), values.password)).then((ticket) => ticket && onTicket(ticket))
      }}
    >
      {late && <p role="status">{t('login.late')}</p>}
      <ErrorSummary form={form} labels={{ account: t('login.account'), password: t('login.password') }} />
      <Field form={form} name="account" label={t('login.account')}>
        {(field) => (
          <Input
            {...field}
            size="large"
            autoComplete="username"
            autoCapitalize="none"
            readOnly={account !== undefined}
            autoFocus={account === undefined}
            value={form.values.account}
            onChange={(event) => form.set({ account: event.target.value })}
          />
        )}
      </Field>
      <Field form={form} name="password" label={t('login.password')}>
        {(field) => (
          <Input
            {...field}
            size="large"
            type="password"
            autoComplete="current-password"
            autoFocus={account !== undefined}
            value={form.values.password}
            onChange={(event) => form.set({ password: event.target.value })}
          />
        )}
      </Field>
      <Button type="primary" size="large" htmlType="submit" block loading={form.sending}>
        {t('login.signIn')}
      </Button>
    </form>
  )
}
