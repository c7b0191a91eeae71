import { Link } from 'react-router'
import type { EarlierTicketView } from '../api/generated/hotline'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { formatInstant } from '../ui/format'
import { TicketState } from '../ui/TicketState'

export function EarlierTickets({ tickets }: { tickets: EarlierTicketView[] }) {
  const { t, language } = useI18n()
  if (tickets.length === 0) return <p className="quiet">{t('operator.noEarlier')}</p>
  return (
    <ul className="earlier">
      {tickets.map((ticket) => (
        <li key={ticket.id}>
          <Link to={`/tickets/${ticket.id}`}>
            <span className="row-top">
              <TicketState state={ticket.state} />
              <span className="quiet">{wordOf(t, 'ticket.kind', ticket.kind)}</span>
            </span>
            <span className="row-words">{ticket.description}</span>
            <time className="quiet" dateTime={ticket.createdAt}>
              {formatInstant(ticket.createdAt, language)}
            </time>
          </Link>
        </li>
      ))}
    </ul>
  )
}
