import { Link } from 'react-router'
import { useI18n } from '../i18n/I18n'
import { Mark } from '../ui/Mark'
import { Switches } from '../ui/Switches'
import { useTitle } from '../ui/title'
import { useSession } from '../ui/useSession'
import { LoginForm } from './LoginForm'
import { Net } from './Net'
import './login.css'

export default function LoginPage() {
  const { t } = useI18n()
  const session = useSession()
  useTitle()
  return (
    <div className="login">
      <aside className="login-side" aria-label={t('app.title')}>
        <Net />
        <p className="login-side-title">{t('login.motto')}</p>
        <p>{t('login.mottoMore')}</p>
      </aside>
      <div className="login-page">
        <header>
          <Switches />
        </header>
        <main>
          <Mark size={44} />
          <h1>{t('app.title')}</h1>
          <p className="quiet">{t('login.lead')}</p>
          {session.stage === 'out' && session.idle && <p role="status">{t('login.wasIdle')}</p>}
          <LoginForm />
          <p className="quiet login-help">{t('login.help')}</p>
          <Link to="/privacy">{t('privacy.title')}</Link>
        </main>
      </div>
    </div>
  )
}
