import { Link } from 'react-router'
import type { TicketView } from '../api/generated/hotline'
import { AreaPath } from '../areas/AreaPath'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { DeadlineTag } from '../ui/DeadlineTag'
import { TicketState } from '../ui/TicketState'
import './ticket.css'

interface Props {
  ticket: TicketView
  to: string
  current?: boolean
}

export function TicketRow({ ticket, to, current }: Props) {
  const { t } = useI18n()
  return (
    <li className="row" data-closed={ticket.state === 'closed'}>
      <Link to={to} data-row="" aria-current={current ? 'true' : undefined}>
        <span className="row-top">
          <TicketState state={ticket.state} />
          {ticket.urgency !== 'ordinary' && <span data-urgency={ticket.urgency}>{wordOf(t, 'ticket.urgency', ticket.urgency)}</span>}
          <DeadlineTag of={ticket} />
        </span>
        <span className="row-words">{ticket.description}</span>
        <span className="row-foot">
          <span className="figures">{ticket.number}</span>
          <AreaPath path={ticket.areaPath} short />
        </span>
      </Link>
    </li>
  )
}
