import { useState } from 'react'
import { Link, useLocation, useParams } from 'react-router'
import type { Ticket } from '../api/shapes'
import { useI18n } from '../i18n/I18n'
import { focusOn } from '../ui/focus'
import { Loaded } from '../ui/Loaded'
import { ChangedMeanwhile } from '../ui/ticket/ChangedMeanwhile'
import { Tell } from '../ui/ticket/Tell'
import { TicketView } from '../ui/ticket/TicketView'
import { useTicket } from '../ui/ticket/useTicket'

export function WorkerTicket() {
  const { t } = useI18n()
  const { id = '' } = useParams()
  const made: string | undefined = useLocation().state?.code
  const [seen, setSeen] = useState<number>()
  const query = useTicket(id)
  const done = (next: Ticket) => {
    setSeen(next.version)
    if (!next.allowedActions.some((action) => action !== 'reveal')) focusOn('.back')
  }
  return (
    <>
      <Link to="/worker" className="back">
        <span aria-hidden="true">‹</span>
        {t('worker.back')}
      </Link>
      <Loaded query={query}>
        {(ticket) => (
          <TicketView ticket={ticket} onDone={done}>
            <Tell number={ticket.number} code={made} fresh={Boolean(made)} />
            <ChangedMeanwhile ticket={ticket} seen={seen} onSeen={setSeen} />
          </TicketView>
        )}
      </Loaded>
    </>
  )
}
