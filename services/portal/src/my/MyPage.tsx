import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { Navigate, useParams } from 'react-router'
import type { ActingView, SignedInResident } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { useSize } from '../ui/Look'
import { Mark } from '../ui/Mark'
import { askedAgainWith, newQueries } from '../ui/queries'
import { Switches } from '../ui/Switches'
import { ActingBar, SwitchedElsewhere } from './Acting'
import { Home } from './Home'
import { PartPage } from './PartPage'
import { partsOf } from './parts'
import { SignIn } from './SignIn'
import { mySession } from './session'
import './my.css'

/** What residents see of themselves, on a phone: who they are, once they have signed in, and what is theirs. */
export default function MyPage() {
  useSize('phone')
  const { t } = useI18n()
  const { stage, resident, acting, unread } = useSyncExternalStore(mySession.subscribe, mySession.get)
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
      {acting && !unread && <ActingBar acting={acting} />}
      <main aria-busy={stage === 'starting'}>
        {stage === 'out' && <SignIn />}
        {stage === 'in' && unread && <SwitchedElsewhere acting={acting} />}
        {stage === 'in' && !unread && <Own key={mySession.whose()} resident={resident} acting={acting} />}
      </main>
    </div>
  )
}

/** What one of them was shown is not for the next at this phone. */
function Own({ resident, acting }: { resident: SignedInResident; acting?: ActingView }) {
  const queries = useMemo(newQueries, [])
  useEffect(() => {
    const end = askedAgainWith(queries)
    return () => {
      end()
      queries.clear()
    }
  }, [queries])
  const { part } = useParams()
  const of = partsOf(acting).find(({ name }) => name === part)
  if (part && !of) return <Navigate to="/my" replace />
  return (
    <QueryClientProvider client={queries}>
      {of ? <PartPage key={of.name} of={of} /> : <Home resident={resident} acting={acting} />}
    </QueryClientProvider>
  )
}
