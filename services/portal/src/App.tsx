import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Suspense } from 'react'
import { BrowserRouter, Navigate, Route, Routes } from 'react-router'
import { line } from './api/line'
import { Problem } from './api/problem'
import { session } from './api/session'
import type { Role } from './api/shapes'
import { I18nProvider } from './i18n/I18n'
import { LoginAgain } from './login/LoginAgain'
import LoginPage from './login/LoginPage'
import { Broken } from './ui/Broken'
import { LineBar } from './ui/LineBar'
import { LookProvider } from './ui/Look'
import { part } from './ui/part'
import { ToastProvider } from './ui/Toast'
import { useTitle } from './ui/title'
import { useSession } from './ui/useSession'

const pages = {
  operator: part(() => import('./operator/OperatorPages')),
  worker: part(() => import('./worker/WorkerPages')),
  coordinator: part(() => import('./coordinator/CoordinatorPages')),
  provider: part(() => import('./provider/ProviderPages')),
  admin: part(() => import('./admin/AdminPages')),
  terminal: part(() => import('./kiosk/KioskPages')),
}

/** Open to anyone: where a slip's code leads. */
const AskPage = part(() => import('./ask/AskPage'))

const homes: Record<Role, string> = {
  operator: '/operator',
  worker: '/worker',
  coordinator: '/coordinator',
  provider: '/provider',
  admin: '/admin',
  terminal: '/kiosk',
}

/** What may be otherwise in a moment, with nothing done about it. */
const passes = (error: Error) => error instanceof Problem && (error.status === 0 || error.status >= 500)
const laterTries = 10_000

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays one; a broken line is worth two more tries at once, and others later.
      retry: (count, error) => count < 2 && passes(error),
      refetchInterval: ({ state }) => (state.error && passes(state.error) ? laterTries : false),
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

// Whatever failed meanwhile, or may have been missed.
line.subscribe((state) => state === 'back' && void queries.invalidateQueries())

// What one person was shown is not for the next one at this screen.
let before = session.get()
session.subscribe(() => {
  const now = session.get()
  if (now.account?.id !== before.account?.id) queries.clear()
  else if (before.stage === 'expired' && now.stage === 'in') void queries.invalidateQueries()
  before = now
})

export function App() {
  return (
    <I18nProvider>
      <LookProvider>
        <ToastProvider>
          <QueryClientProvider client={queries}>
            <LineBar />
            <Broken>
              <BrowserRouter>
                <Suspense fallback={null}>
                  <Routes>
                    <Route path="/ask/:number?" element={<AskPage />} />
                    <Route path="*" element={<Person />} />
                  </Routes>
                </Suspense>
              </BrowserRouter>
            </Broken>
          </QueryClientProvider>
        </ToastProvider>
      </LookProvider>
    </I18nProvider>
  )
}

/** Nobody: the login. Somebody: that person's own pages, and no others. */
function Person() {
  const { stage, account } = useSession()
  useTitle()
  if (stage === 'starting') return null
  if (!account) return <LoginPage />
  const Pages = pages[account.role]
  const home = homes[account.role]
  return (
    <>
      <Suspense fallback={null}>
        <Routes>
          <Route path={`${home}/*`} element={<Pages key={account.id} />} />
          <Route path="*" element={<Navigate to={home} replace />} />
        </Routes>
      </Suspense>
      {stage === 'expired' && <LoginAgain account={account.account} />}
    </>
  )
}
