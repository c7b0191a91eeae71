import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation, useParams } from 'react-router'
import { hotline } from '../api/hotline'
import { useI18n } from '../i18n/I18n'
import { Loaded } from '../ui/Loaded'
import { ChangedMeanwhile } from '../ui/ticket/ChangedMeanwhile'
import { Tell } from '../ui/ticket/Tell'
import { TicketView } from '../ui/ticket/TicketView'

export function WorkerTicket() {
  const { t } = useI18n()
  const { id = '' } = useParams()
  const made: string | undefined = useLocation().state?.code
  const [seen, setSeen] = useState<number>()
  const query = useQuery({ queryKey: ['ticket', id], queryFn: ({ signal }) => hotline.ticket(id, signal), refetchInterval: 60_000 })
  return (
    <>
      <Link to="/worker" className="back">
        <span aria-hidden="true">‹</span>
        {t('worker.back')}
      </Link>
      <Loaded query={query}>
        {(ticket) => (
          <TicketView ticket={ticket} onDone={(next) => setSeen(next.version)}>
            <Tell number={ticket.number} code={made} fresh={Boolean(made)} />
            <ChangedMeanwhile ticket={ticket} seen={seen} onSeen={setSeen} />
          </TicketView>
        )}
      </Loaded>
    </>
  )
}
