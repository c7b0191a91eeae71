import { useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { useI18n } from '../../i18n/I18n'
import { wordOf } from '../../i18n/language'
import { useCountInTitle } from '../../ui/title'
import { useAccount } from '../../ui/useSession'
import { listenToTickets } from '../stream'
import { arrivals, type Critical, criticalCount, criticalOf } from './arrivals'
import { sound } from './sound'
import { useWaiting } from './useWaiting'
import './alarm.css'

/** A critical ticket has two hours: it is seen in the window's title and at the top of every page, heard, and read out. Leads to the most pressing one. */
export function CriticalAlarm() {
  const { t } = useI18n()
  const { id: me } = useAccount()
  const own = useOwn(me)
  const { data } = useWaiting()
  const before = useRef<Critical[]>(undefined)
  const [said, setSaid] = useState('')
  const count = criticalCount(data?.states)
  useCountInTitle(count)
  useEffect(() => {
    if (!data) return
    const now = criticalOf(data.states)
    const come = arrivals(before.current, now).filter(({ id }) => !own.has(id))
    before.current = now
    if (come.length === 0) return
    sound.ring()
    setSaid(come.map(({ number, state }) => t('alarm.arrived', { number, state: wordOf(t, 'ticket.state', state) })).join(' '))
  }, [data])
  const first = criticalOf(data?.states)[0]
  return (
    <>
      <span className="unseen" role="alert">
        {said}
      </span>
      {first && (
        <Link className="critical" to={`/tickets/${first.id}`} data-critical="" aria-keyshortcuts="g t">
          {t('ticket.urgency.critical')} <strong className="figures">{count}</strong>
        </Link>
      )}
    </>
  )
}

/** Whoever has just recorded a ticket, or sent it on, knows of it: those that this person changed last. Told before what waits is counted. */
function useOwn(me: string): ReadonlySet<string> {
  const own = useRef(new Set<string>())
  useEffect(
    () =>
      listenToTickets({
        async ticket({ id, ticket }) {
          if ((await ticket())?.history.at(-1)?.by?.id === me) own.current.add(id)
          else own.current.delete(id)
        },
        back: () => undefined,
      }),
    [me],
  )
  return own.current
}
