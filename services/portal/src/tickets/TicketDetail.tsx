import type { ReactNode } from 'react'
import { type TicketView, tickets } from '../api/generated/hotline'
import { AreaPath } from '../areas/AreaPath'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { DeadlineTag } from '../ui/DeadlineTag'
import { formatInstant } from '../ui/format'
import { Reveal } from '../ui/Reveal'
import { TicketState } from '../ui/TicketState'
import { PersonLine } from './PersonLine'
import { TicketActions } from './TicketActions'
import { TicketHistory } from './TicketHistory'
import './ticket.css'

interface Props {
  ticket: TicketView
  onDone?: (ticket: TicketView) => void
  /** Above everything: what changed meanwhile, what to tell the caller. */
  children?: ReactNode
}

export function TicketDetail({ ticket, onDone, children }: Props) {
  const { t, language } = useI18n()
  return (
    <article className="ticket" aria-label={t('ticket.title', { number: ticket.number })}>
      <header className="ticket-head">
        <div className="ticket-head-line">
          <h2 className="figures">{ticket.number}</h2>
          <TicketState state={ticket.state} />
          <DeadlineTag of={ticket} explained />
        </div>
        <p className="ticket-head-more">
          {wordOf(t, 'ticket.kind', ticket.kind)}
          <span data-urgency={ticket.urgency}>{wordOf(t, 'ticket.urgency', ticket.urgency)}</span>
          <AreaPath path={ticket.areaPath} />
          <span>{wordOf(t, 'ticket.channel', ticket.channel)}</span>
          <time dateTime={ticket.createdAt}>{formatInstant(ticket.createdAt, language)}</time>
          {ticket.confidential && <span className="badge">{t('ticket.confidential')}</span>}
        </p>
      </header>
      {children}
      <section className="ticket-words" aria-label={t('ticket.field.description')}>
        <p className="words">{ticket.description}</p>
        <dl className="facts">
          {ticket.occurredAt && (
            <div>
              <dt>{t('ticket.field.occurredAt')}</dt>
              <dd>{formatInstant(ticket.occurredAt, language)}</dd>
            </div>
          )}
          {ticket.place && (
            <div>
              <dt>{t('ticket.field.place')}</dt>
              <dd>{ticket.place}</dd>
            </div>
          )}
          {ticket.unit && (
            <div>
              <dt>{t('ticket.field.unit')}</dt>
              <dd>{ticket.unit.name}</dd>
            </div>
          )}
          {ticket.about && (
            <div>
              <dt>{t('ticket.field.about')}</dt>
              <dd>{ticket.about.name}</dd>
            </div>
          )}
          {ticket.need && (
            <div>
              <dt>{t('ticket.field.need')}</dt>
              <dd>{ticket.need}</dd>
            </div>
          )}
        </dl>
      </section>
      <section className="ticket-people" aria-label={t('ticket.people')}>
        <PersonLine label={t('ticket.reporter')} person={ticket.reporter} />
        {ticket.beneficiary && <PersonLine label={t('ticket.beneficiary')} person={ticket.beneficiary} />}
        {ticket.allowedActions.includes('reveal') && (
          <Reveal key={ticket.id} within={ticket.areaPath} ask={(why) => tickets.reveal({ id: ticket.id, body: why })} />
        )}
      </section>
      {ticket.reply && (
        <section className="ticket-reply" aria-label={t('ticket.field.reply')}>
          <h3>{t('ticket.field.reply')}</h3>
          <p className="words">{ticket.reply}</p>
          {ticket.satisfied !== undefined && (
            <p className="quiet">
              {t(ticket.satisfied ? 'ticket.satisfied' : 'ticket.unsatisfied')}
              {ticket.rating ? ` · ${t('ticket.stars', { count: ticket.rating })}` : ''}
            </p>
          )}
        </section>
      )}
      <TicketActions key={ticket.id} ticket={ticket} onDone={onDone} />
      <TicketHistory steps={ticket.history} />
    </article>
  )
}
