import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { CorrectionsWaiting } from '../corrections/CorrectionsWaiting'
import { useI18n } from '../i18n/I18n'
import { MovesWaiting } from '../moves/MovesWaiting'
import { Empty } from '../ui/Empty'
import { focusOn, keyboardIsFree } from '../ui/focus'
import { formatDay } from '../ui/format'
import { Loaded } from '../ui/Loaded'
import { useRowKeys } from '../ui/list/useRowKeys'
import { useAccount } from '../ui/useSession'
import { useWaitingCounts } from './alarm/useWaiting'
import { TicketRow } from './TicketRow'
import { useQueue } from './useQueue'
import { useTicketNews } from './useTicketNews'
import './today.css'

const groups = ['dispatched', 'handling', 'received'] as const
const open = { states: [...groups] }

export default function Today() {
  const { t, language } = useI18n()
  const account = useAccount()
  const query = useQueue(open)
  const news = useTicketNews(open, query)
  const counts = useWaitingCounts()
  const list = useRef<HTMLDivElement>(null)
  useRowKeys(list)
  const loaded = query.items !== undefined
  // Whoever comes in, or back from a ticket, is where the work is.
  useEffect(() => {
    if (loaded && keyboardIsFree()) focusOn('[data-row]')
  }, [loaded])
  const [done, setDone] = useState(false)
  return (
    <>
      <div>
        <p className="quiet">{formatDay(new Date().toISOString(), language)}</p>
        <h2 className="greeting">
          {counts ? t('worker.greeting', { name: account.name, count: groups.reduce((sum, state) => sum + (counts[state] ?? 0), 0) }) : account.name}
        </h2>
      </div>
      <div aria-live="polite">
        {news.count > 0 && (
          <Button block onClick={() => void news.letIn().then(() => focusOn('[data-row]'))}>
            {t('worker.news', { count: news.count })}
          </Button>
        )}
      </div>
      <MovesWaiting />
      <CorrectionsWaiting />
      <Loaded query={{ ...query, data: query.items }}>
        {(tickets) =>
          tickets.length === 0 ? (
            <Empty title={t('worker.nothing')}>{t('worker.nothingHint')}</Empty>
          ) : (
            <div className="cards" ref={list}>
              {groups.map((state) => {
                const some = tickets.filter((ticket) => ticket.state === state)
                if (some.length === 0) return null
                return (
                  <section key={state} aria-labelledby={`group-${state}`}>
                    <h3 id={`group-${state}`} className="group-head">
                      {t(`worker.group.${state}`)} <span className="quiet figures">{counts?.[state] ?? some.length}</span>
                    </h3>
                    <ul className="rows">
                      {some.map((ticket) => (
                        <TicketRow key={ticket.id} ticket={ticket} to={`/tickets/${ticket.id}`} />
                      ))}
                    </ul>
                  </section>
                )
              })}
            </div>
          )
        }
      </Loaded>
      <Button type="text" aria-expanded={done} onClick={() => setDone(!done)}>
        {t(done ? 'worker.hideDone' : 'worker.showDone')}
      </Button>
      {done && <Done />}
    </>
  )
}

function Done() {
  const query = useQueue({ states: ['resolved', 'closed'], newest: true })
  return (
    <Loaded query={{ ...query, data: query.items }}>
      {(tickets) => (
        <div className="cards">
          <ul className="rows">
            {tickets.map((ticket) => (
              <TicketRow key={ticket.id} ticket={ticket} to={`/tickets/${ticket.id}`} />
            ))}
          </ul>
        </div>
      )}
    </Loaded>
  )
}
