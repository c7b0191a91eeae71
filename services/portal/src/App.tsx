import { QueryClientProvider } from '@tanstack/react-query'
import { type ComponentType, Suspense, useEffect, useRef } from 'react'
import { BrowserRouter, matchPath, Navigate, Outlet, Route, Routes, useLocation, useNavigate } from 'react-router'
import type { SignedInAccount } from './api/generated/identity'
import { line } from './api/line'
import { session, whoIs } from './api/session'
import { I18nProvider, useI18n } from './i18n/I18n'
import { Idle } from './login/Idle'
import { LoginAgain } from './login/LoginAgain'
import LoginPage from './login/LoginPage'
import { addressOf, homeOf, type Layout, nowAt, type Page, pages, pagesOf } from './pages'
import { Broken } from './ui/Broken'
import { LineBar } from './ui/LineBar'
import { LookProvider } from './ui/Look'
import { part } from './ui/part'
import { askedAgainWith, newQueries } from './ui/queries'
import { ToastProvider } from './ui/Toast'
import { useTitle } from './ui/title'
import { useSession } from './ui/useSession'

const Desk = part(() => import('./layout/Desk'))
const layouts: Record<Layout, ComponentType> = { desk: Desk, console: part(() => import('./calls/Console')), bare: Outlet }
const Missing = part(() => import('./layout/Missing'))
const parts = new Map(pages.map((page) => [page, part(page.load)]))

const queries = newQueries()
askedAgainWith(queries)

// What one person was shown is not for the next one at this screen.
let before = session.get()
session.subscribe(() => {
  const now = session.get()
  if (whoIs(now) !== whoIs(before)) queries.clear()
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
                    {routesOf(pages.filter((page) => !page.may))}
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

/** Nobody: the login. Somebody: their own pages, and words where a page is not theirs or is none. */
function Person() {
  const now = useSession()
  const { stage, account } = now
  const idleMinutes = session.idleMinutes()
  const navigate = useNavigate()
  const left = useRef(false)
  useEffect(() => {
    if (account) left.current = true
    else if (left.current) {
      // Where one person was is not where the next one begins.
      left.current = false
      void navigate('/', { replace: true })
    }
  }, [account, navigate])
  if (stage === 'starting') return null
  if (!account) return <LoginPage />
  return (
    <>
      <Suspense fallback={null}>
        <OwnPages key={whoIs(now)} account={account} />
      </Suspense>
      {stage === 'in' && idleMinutes !== undefined && <Idle minutes={idleMinutes} />}
      {stage === 'expired' && <LoginAgain account={account.account} />}
    </>
  )
}

/** After what the first page shows. */
const restful = 2000

function OwnPages({ account }: { account: SignedInAccount }) {
  const { t } = useI18n()
  const { pathname } = useLocation()
  const own = pagesOf(account)
  const home = homeOf(account)
  const here = own.find(({ path }) => matchPath(path, pathname))
  useTitle(here?.layout === 'desk' ? t(here.title) : undefined)
  // While the line is there: a page that is opened later opens without it, too.
  useEffect(() => {
    const fetchAll = () => line.get() === 'up' && own.forEach(({ load }) => void load().catch(() => undefined))
    const timer = setTimeout(fetchAll, restful)
    return () => clearTimeout(timer)
  }, [])
  if (account.must && home && !here) return <Navigate to={addressOf(home)} replace />
  const moved = here ? undefined : nowAt(pathname)
  if (moved) return <Navigate to={moved} replace />
  if (home && (pathname === '/' || (!here && home.layout === 'bare'))) return <Navigate to={addressOf(home)} replace />
  const known = pages.some(({ path }) => matchPath(path, pathname))
  return (
    <Routes>
      {routesOf(own)}
      <Route element={<Desk />}>
        <Route path="*" element={<Missing known={known} home={home && addressOf(home)} />} />
      </Route>
    </Routes>
  )
}

/** Pages in one layout share it: what it holds stays while one of them follows another. */
function routesOf(some: readonly Page[]) {
  const used = [...new Set(some.map(({ layout }) => layout))]
  return used.map((layout) => {
    const Frame = layouts[layout]
    return (
      <Route key={layout} element={<Frame />}>
        {some
          .filter((page) => page.layout === layout)
          .map((page) => {
            const Shown = parts.get(page) as ComponentType
            return <Route key={page.path} path={page.path} element={<Shown />} />
          })}
      </Route>
    )
  })
}
