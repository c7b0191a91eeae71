import { Button } from 'antd'
import { useState } from 'react'
import { type AccountView, accounts } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { Dialog } from '../ui/Dialog'
import { ErrorSummary } from '../ui/form/ErrorSummary'
import { Field } from '../ui/form/Field'
import { required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import { MadeUp } from './MadeUp'
import { madeUp } from './madeUp'
import { ofAccount, Secret } from './Secret'

/** Another password for somebody who forgot theirs: good for one sign-in, and shown once. It is sent as it stands there, written anew or not. */
export function ResetPassword({ of: { id, account, name }, onClose }: { of: AccountView; onClose: () => void }) {
  const { t } = useI18n()
  const [made] = useState(madeUp)
  const [set, setSet] = useState<string>()
  const form = useForm({ initial: { password: made }, rules: { password: required } })
  if (set) return <Secret {...ofAccount(account, set)} onClose={onClose} />
  return (
    <Dialog title={t('admin.renewNamed', { name })} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit(async ({ password }) => {
            await accounts.change({ id, body: { password } })
            setSet(password)
          })
        }}
      >
        <p className="quiet">{t('admin.renewLead')}</p>
        <ErrorSummary form={form} labels={{ password: t('admin.password') }} />
        <Field form={form} name="password" label={t('admin.password')} hint={t('admin.passwordHint')}>
          {(field) => <MadeUp {...field} value={form.values.password} onChange={(password) => form.set({ password })} />}
        </Field>
        <div className="buttons">
          <Button type="primary" htmlType="submit" loading={form.sending}>
            {t('admin.renew')}
          </Button>
          <Button onClick={onClose}>{t('form.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  )
}
