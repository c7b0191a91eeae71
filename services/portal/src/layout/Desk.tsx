import { may, type Role } from '@yiwang/auth/capabilities'
import { Suspense } from 'react'
import { Outlet } from 'react-router'
import { useUnconfirmedCount } from '../accounts/Unconfirmed'
import { useUnconfirmedClients } from '../clients/useUnconfirmedClients'
import { useI18n } from '../i18n/I18n'
import { addressOf, linksOf } from '../pages'
import { CriticalAlarm } from '../tickets/alarm/CriticalAlarm'
import { SoundSwitch } from '../tickets/alarm/SoundSwitch'
import { useSize } from '../ui/Look'
import { useNarrow } from '../ui/useNarrow'
import { useAccount } from '../ui/useSession'
import { TopBar } from './TopBar'

/** At work on their feet: one column, and on a phone its letters and targets. */
const onTheirFeet: readonly Role[] = ['worker', 'grid-worker', 'provider']

/** A head with what one may open, and the page below. */
export default function Desk() {
  const { t } = useI18n()
  const account = useAccount()
  const phone = onTheirFeet.includes(account.role)
  useSize(useNarrow() && phone ? 'phone' : 'desk')
  const unconfirmed: Record<string, number> = { '/accounts': useUnconfirmedCount(), '/clients': useUnconfirmedClients() }
  const links = linksOf(account).map((page) => ({
    to: addressOf(page),
    label: t(page.title),
    count: unconfirmed[page.path],
  }))
  const hearsAlarms = may(account, 'tickets.handle') && !account.must
  return (
    <>
      <TopBar
        title={t(`desk.${account.role}`)}
        links={links.length > 1 ? links : undefined}
        phone={phone && links.length > 1}
        alarm={hearsAlarms && <CriticalAlarm />}
        sound={hearsAlarms && <SoundSwitch />}
      />
      <main className={phone ? 'page' : 'page page-wide'}>
        <Suspense fallback={null}>
          <Outlet />
        </Suspense>
      </main>
    </>
  )
}
