import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useLocation, useParams } from 'react-router'
import { hotline } from '../api/hotline'
import type { Ticket } from '../api/shapes'
import { useI18n } from '../i18n/I18n'
import { Loaded } from '../ui/Loaded'
import { ChangedMeanwhile } from '../ui/ticket/ChangedMeanwhile'
import { TicketView } from '../ui/ticket/TicketView'
import { TicketContext } from './TicketContext'

export function OpenTicket() {
  const { t } = useI18n()
  const { id = '' } = useParams()
  const justMade = Boolean(useLocation().state?.justMade)
  const [seen, setSeen] = useState<number>()
  const query = useQuery({ queryKey: ['ticket', id], queryFn: ({ signal }) => hotline.ticket(id, signal) })
  return (
    <>
      <main className="column column-work" aria-label={t('operator.work')}>
        <Loaded query={query}>
          {(ticket) => (
            <TicketView ticket={ticket} onDone={(next) => setSeen(next.version)}>
              {ticket.code && <Tell ticket={ticket} fresh={justMade} />}
              <ChangedMeanwhile ticket={ticket} seen={seen} onSeen={setSeen} />
            </TicketView>
          )}
        </Loaded>
      </main>
      <aside className="column column-context" aria-label={t('operator.context')}>
        {query.data && <TicketContext ticket={query.data} />}
      </aside>
    </>
  )
}

/** What the caller needs to ask about the matter later; loud right after recording, a quiet line from then on. */
function Tell({ ticket, fresh }: { ticket: Ticket; fresh: boolean }) {
  const { t } = useI18n()
  const [loud, setLoud] = useState(fresh)
  if (!loud) {
    return (
      <p className="quiet">
        {t('operator.queryCode')} <span className="figures">{ticket.code}</span>
      </p>
    )
  }
  return (
    <section className="tell" aria-label={t('operator.tell')}>
      <p>{t('operator.tell')}</p>
      <dl>
        <div>
          <dt>{t('ticket.field.number')}</dt>
          <dd className="figures">{ticket.number}</dd>
        </div>
        <div>
          <dt>{t('operator.queryCode')}</dt>
          <dd className="figures">{ticket.code}</dd>
        </div>
      </dl>
      <Button size="small" onClick={() => setLoud(false)}>
        {t('operator.told')}
      </Button>
    </section>
  )
}
