import { may } from '@yiwang/auth/capabilities'
import { useState } from 'react'
import { Link, useLocation, useParams } from 'react-router'
import type { TicketView } from '../api/generated/hotline'
import { useI18n } from '../i18n/I18n'
import { PutHold } from '../retention/PutHold'
import { focusOn } from '../ui/focus'
import { Loaded } from '../ui/Loaded'
import { useAccount } from '../ui/useSession'
import { ChangedMeanwhile } from './ChangedMeanwhile'
import { Tell } from './Tell'
import { TicketDetail } from './TicketDetail'
import { useTicket } from './useTicket'

export default function TicketPage() {
  const { t } = useI18n()
  const { id = '' } = useParams()
  const account = useAccount()
  const made: string | undefined = useLocation().state?.code
  const [seen, setSeen] = useState<number>()
  const query = useTicket(id)
  const done = (next: TicketView) => {
    setSeen(next.version)
    if (!next.allowedActions.some((action) => action !== 'reveal')) focusOn('.back')
  }
  return (
    <>
      <Link to="/" className="back">
        <span aria-hidden="true">‹</span>
        {t('worker.back')}
      </Link>
      <Loaded query={query}>
        {(ticket) => (
          <TicketDetail ticket={ticket} onDone={done}>
            <Tell number={ticket.number} code={made} fresh={Boolean(made)} />
            <ChangedMeanwhile ticket={ticket} seen={seen} onSeen={setSeen} />
            {may(account, 'holds.put') && <PutHold of={{ ticketId: ticket.id, areaCode: ticket.areaCode }} />}
          </TicketDetail>
        )}
      </Loaded>
    </>
  )
}
