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
  return (
    <div className="privacy">
      <header>
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
