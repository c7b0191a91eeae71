import { useEffect, useSyncExternalStore } from 'react'
import { useI18n } from '../i18n/I18n'
import { useSize } from '../ui/Look'
import { Mark } from '../ui/Mark'
import { Switches } from '../ui/Switches'
import { Home } from './Home'
import { SignIn } from './SignIn'
import { mySession } from './session'
import './my.css'

/** What residents see of themselves, on a phone: who they are, once they have signed in. */
export default function MyPage() {
  useSize('phone')
  const { t } = useI18n()
  const { stage, resident } = useSyncExternalStore(mySession.subscribe, mySession.get)
  useEffect(() => void mySession.resume(), [])
  return (
    <div className="my">
      <header>
        <span className="my-brand">
          <Mark size={32} />
          {t('my.title')}
        </span>
        <span>
          <Switches />
        </span>
      </header>
      <main aria-busy={stage === 'starting'}>
        {stage === 'out' && <SignIn />}
        {stage === 'in' && <Home resident={resident} />}
      </main>
    </div>
  )
}
