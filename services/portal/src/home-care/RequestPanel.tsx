import type { RequestView } from '../api/generated/home-care'
import { AreaPath } from '../areas/AreaPath'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { formatInstant } from '../ui/format'
import { MaskedPhone } from '../ui/MaskedPhone'
import { TicketState } from '../ui/TicketState'
import { AssignForm } from './AssignForm'

/** Beside the table: one request in full, or several to be assigned together. */
export function RequestPanel({ requests, onDone }: { requests: RequestView[]; onDone: () => void }) {
  const { t } = useI18n()
  const [only] = requests
  const open = requests.filter((request) => request.state === 'requested')
  return (
    <section className="card request-panel" aria-label={t('request.person')}>
      {!only && <p className="quiet">{t('request.pick')}</p>}
      {only && requests.length === 1 && <OneRequest request={only} />}
      {requests.length > 1 && (
        <>
          <h3>{t('request.chosen', { count: requests.length })}</h3>
          <ul>
            {requests.map((request) => (
              <li key={request.id}>
                {request.person.name} · {request.need}
              </li>
            ))}
          </ul>
        </>
      )}
      {open.length > 0 && <AssignForm key={open.map((request) => request.id).join()} requests={open} onDone={onDone} />}
    </section>
  )
}

function OneRequest({ request }: { request: RequestView }) {
  const { t, language } = useI18n()
  return (
    <>
      <div className="page-head">
        <h3>{request.need}</h3>
        <TicketState state={request.state} of="request" />
      </div>
      <p>
        <strong>{request.person.name}</strong> <MaskedPhone phone={request.person.phone} />
        <br />
        <AreaPath path={request.areaPath} /> {request.person.address}
      </p>
      {request.note && <p className="words">{request.note}</p>}
      <dl className="facts">
        <div>
          <dt>{t('request.source')}</dt>
          <dd>{wordOf(t, 'request.from', request.source.service)}</dd>
        </div>
        <div>
          <dt>{t('request.due')}</dt>
          <dd>{formatInstant(request.dueAt, language)}</dd>
        </div>
        {request.provider && (
          <div>
            <dt>{t('request.provider')}</dt>
            <dd>{request.provider.name}</dd>
          </div>
        )}
        {request.plannedAt && (
          <div>
            <dt>{t('request.plannedAt')}</dt>
            <dd>{formatInstant(request.plannedAt, language)}</dd>
          </div>
        )}
      </dl>
    </>
  )
}
