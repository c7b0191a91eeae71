import { Link, useLocation, useNavigate } from 'react-router'
import { useI18n } from '../i18n/I18n'
import { useSize } from '../ui/Look'
import { Mark } from '../ui/Mark'
import { Switches } from '../ui/Switches'
import { Rules } from './Rules'
import './privacy.css'

/** For anybody: whoever is told of in this house may read how that is handled. */
export default function PrivacyPage() {
  useSize('phone')
  const { t } = useI18n()
  const navigate = useNavigate()
  // Opened by its address, nothing lies before it.
  const isFirst = useLocation().key === 'default'
  return (
    <div className="privacy">
      <header>
        <Link
          to="/"
          className="back"
          onClick={(event) => {
            if (isFirst) return
            event.preventDefault()
            void navigate(-1)
          }}
        >
          <span aria-hidden="true">‹</span>
          {t('privacy.back')}
        </Link>
        <Switches />
      </header>
      <main>
        <Mark size={44} />
        <h1>{t('privacy.title')}</h1>
        <Rules />
      </main>
    </div>
  )
}
