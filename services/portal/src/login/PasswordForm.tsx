import { session } from '../api/session'
import { useI18n } from '../i18n/I18n'
import { LargeField, LargeForm } from '../ui/form/LargeForm'
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
  const labels = { account: t('login.account'), password: t('login.password') }
  const send = () => form.submit((values) => session.signIn(values.account.trim(), values.password)).then((ticket) => ticket && onTicket(ticket))
  return (
    <LargeForm form={form} send={send} title={late && <p role="status">{t('login.late')}</p>} labels={labels} action={t('login.signIn')}>
      <LargeField
        form={form}
        name="account"
        label={labels.account}
        autoComplete="username"
        autoCapitalize="none"
        readOnly={account !== undefined}
        autoFocus={account === undefined}
      />
      <LargeField
        form={form}
        name="password"
        label={labels.password}
        type="password"
        autoComplete="current-password"
        autoFocus={account !== undefined}
      />
    </LargeForm>
  )
}
