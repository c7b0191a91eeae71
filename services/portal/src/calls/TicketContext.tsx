import { useQuery } from '@tanstack/react-query'
import { may } from '@yiwang/auth/capabilities'
import { type TicketView, tickets } from '../api/generated/hotline'
import { timeline } from '../api/generated/information-network'
import { AreaPath } from '../areas/AreaPath'
import { useI18n } from '../i18n/I18n'
import { formatInstant } from '../ui/format'
import { Loaded } from '../ui/Loaded'
import { useAccount } from '../ui/useSession'
import { EarlierTickets } from './EarlierTickets'

/** What fits beside a ticket. */
const latest = 8

/** Beside a ticket: what the network already knows of the person, and what else happens in the same place. */
export function TicketContext({ ticket }: { ticket: TicketView }) {
  const { t, language } = useI18n()
  const knows = may(useAccount(), 'timeline.read')
  const person = ticket.beneficiary?.residentId ?? ticket.reporter.residentId
  const lived = useQuery({
    queryKey: ['timeline', 'latest', person],
    queryFn: () => timeline.list({ id: person as string, sort: '-at', limit: latest }),
    enabled: knows && Boolean(person),
  })
  const nearby = useQuery({
    queryKey: ['nearby', ticket.areaCode],
    queryFn: () => tickets.list({ areaCode: ticket.areaCode, sort: '-createdAt', limit: latest }),
  })
  return (
    <>
      {knows && (
        <section aria-labelledby="context-person">
          <h2 id="context-person">{t('operator.person')}</h2>
          {!person && <p className="quiet">{t('operator.noResident')}</p>}
          {person && (
            <Loaded query={lived}>
              {({ items }) => (
                <ol className="mini-timeline">
                  {items.map((item) => (
                    <li key={`${item.at}${item.type}${item.ref.id}`}>
                      <time dateTime={item.at}>{formatInstant(item.at, language)}</time>
                      <p>{item.summary}</p>
                    </li>
                  ))}
                </ol>
              )}
            </Loaded>
          )}
        </section>
      )}
      <section aria-labelledby="context-nearby">
        <h2 id="context-nearby">{t('operator.nearby')}</h2>
        <p className="quiet">
          <AreaPath path={ticket.areaPath} short />
        </p>
        <Loaded query={nearby}>{({ items }) => <EarlierTickets tickets={items.filter((one) => one.id !== ticket.id)} />}</Loaded>
      </section>
    </>
  )
}
