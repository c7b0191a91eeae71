import { Button } from 'antd'
import { session } from '../api/session'
import { useI18n } from '../i18n/I18n'
import { Dialog } from '../ui/Dialog'
import { LoginForm } from './LoginForm'

/** Over the page, not instead of it: what was typed stays where it is. */
export function LoginAgain({ account }: { account: string }) {
  const { t } = useI18n()
  return (
    <Dialog title={t('login.again')}>
      <p className="quiet">{t('login.kept')}</p>
      <LoginForm account={account} />
      <p>
        <Button type="link" onClick={() => void session.signOut()}>
          {t('login.other')}
        </Button>
      </p>
    </Dialog>
  )
}
