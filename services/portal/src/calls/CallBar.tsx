import { may } from '@yiwang/auth/capabilities'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { useI18n } from '../i18n/I18n'
import { MyName } from '../layout/MyName'
import { SignOut } from '../layout/SignOut'
import { addressOf, linksOf } from '../pages'
import { CriticalAlarm } from '../tickets/alarm/CriticalAlarm'
import { SoundSwitch } from '../tickets/alarm/SoundSwitch'
import { useWaitingCounts } from '../tickets/alarm/useWaiting'
import { Key } from '../ui/Key'
import { Mark } from '../ui/Mark'
import { Switches } from '../ui/Switches'
import { useAccount } from '../ui/useSession'
import { useTakesCalls } from './Console'
import { callState, useCall } from './call'

interface Props {
  filter: string
  onFilter: (name: string) => void
  onNew: () => void
  onHelp: () => void
}

/** The call's state and time, the agent's state, and what waits. */
export function CallBar({ filter, onFilter, onNew, onHelp }: Props) {
  const { t } = useI18n()
  const account = useAccount()
  const others = linksOf(account).filter(({ layout }) => layout !== 'console')
  return (
    <header className="call-bar">
      <div className="call-bar-brand">
        <Mark />
        <h1>{t('desk.operator')}</h1>
      </div>
      {useTakesCalls() && <Line onNew={onNew} />}
      {may(account, 'tickets.take-up') && <Waiting filter={filter} onFilter={onFilter} />}
      <div className="top-bar-end">
        {others.length > 0 && (
          <nav aria-label={t('app.otherPages')} className="call-bar-others">
            {others.map((page) => (
              <Link key={page.path} to={addressOf(page)}>
                {t(page.title)}
              </Link>
            ))}
          </nav>
        )}
        <Button type="text" size="small" onClick={onHelp} aria-keyshortcuts="?">
          {t('operator.keys')} <Key>?</Key>
        </Button>
        <SoundSwitch />
        <Switches />
        <MyName />
        <SignOut />
      </div>
    </header>
  )
}

function Line({ onNew }: Pick<Props, 'onNew'>) {
  const { t } = useI18n()
  const call = useCall()
  return (
    <>
      <section className="call" data-state={call.state} aria-label={t('operator.call.label')}>
        <span className="call-state">{t(`operator.call.${call.state}`)}</span>
        <Elapsed since={call.since} />
        {call.state === 'talking' ? (
          <Button size="small" onClick={callState.hangUp}>
            {t('operator.call.hangUp')}
          </Button>
        ) : (
          <Button size="small" onClick={callState.rest}>
            {t(call.state === 'away' ? 'operator.call.back' : 'operator.call.rest')}
          </Button>
        )}
      </section>
      <Button className="call-new" onClick={onNew} aria-keyshortcuts="n">
        {t('operator.new')}
        <Key>N</Key>
      </Button>
    </>
  )
}

/** What waits for this person, by its state: all three where they do all the work of the call centre. */
function Waiting({ filter, onFilter }: Pick<Props, 'filter' | 'onFilter'>) {
  const { t } = useI18n()
  const counts = useWaitingCounts()
  const states = (['received', 'returned', 'resolved'] as const).filter((state) => !counts || state in counts)
  return (
    <nav className="waiting" aria-label={t('operator.waiting')}>
      <CriticalAlarm />
      {states.map((state) => (
        <button key={state} type="button" aria-pressed={filter === state} onClick={() => onFilter(filter === state ? 'inbox' : state)}>
          {t(`operator.waits.${state}`)} <strong className="figures">{counts?.[state]}</strong>
        </button>
      ))}
    </nav>
  )
}

function Elapsed({ since }: { since: number }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.floor((now - since) / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  return (
    <span className="figures" role="timer">
      {seconds >= 3600 ? `${Math.floor(seconds / 3600)}:` : ''}
      {two(Math.floor((seconds % 3600) / 60))}:{two(seconds % 60)}
    </span>
  )
}
