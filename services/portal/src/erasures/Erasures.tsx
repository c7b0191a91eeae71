import { Link } from 'react-router'
import { type ErasureView, erasures } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { Empty } from '../ui/Empty'
import { formatInstant } from '../ui/format'
import { Loaded } from '../ui/Loaded'
import { usePages, useRenew } from '../ui/list/usePages'
import { DecideErasure } from './DecideErasure'

/** Who is to be forgotten, who decided so, and what each service has taken away or still keeps. */
export default function Erasures() {
  const { t } = useI18n()
  const renew = useRenew()
  const query = usePages(erasures.list, {}, { every: 15_000 })
  return (
    <>
      <Link to="/residents" className="back">
        <span aria-hidden="true">‹</span>
        {t('resident.back')}
      </Link>
      <h2>{t('erasure.list')}</h2>
      <p className="quiet">{t('erasure.listHint')}</p>
      <Loaded query={query}>
        {(found) =>
          found.length === 0 ? (
            <Empty title={t('erasure.none')} />
          ) : (
            <div className="cards">
              {found.map((erasure) => (
                <ErasureCard key={erasure.id} erasure={erasure} done={() => void renew(erasures.list)} />
              ))}
            </div>
          )
        }
      </Loaded>
    </>
  )
}

/** What has not ended goes by itself; what is not as it was written waits for somebody. */
function Kept({ kept }: Pick<ErasureView['answers'][number], 'kept'>) {
  const { t } = useI18n()
  const faulty = kept.flatMap(({ kind, documentId, why }) => (why === 'faulty' ? [`${kind}/${documentId}`] : []))
  const open = kept.length - faulty.length
  return (
    <>
      {open > 0 && ` ${t('erasure.kept', { count: open })}`}
      {faulty.length > 0 && <span className="badge badge-near">{t('erasure.faulty', { documents: faulty.join(', ') })}</span>}
    </>
  )
}

function ErasureCard({ erasure, done }: { erasure: ErasureView; done: () => void }) {
  const { t, language } = useI18n()
  const ground = wordOf(t, 'erasure.grounds', erasure.ground)
  return (
    <article className="card resident" aria-label={ground}>
      <p className="resident-head">
        <strong>{ground}</strong>
        <span className="tags">
          <span className="badge">{wordOf(t, 'erasure.state', erasure.state)}</span>
        </span>
      </p>
      {erasure.state === 'asked' && <Link to={`/residents/${erasure.residentId}`}>{t('erasure.whom')}</Link>}
      {erasure.note && <p className="words">{erasure.note}</p>}
      <p className="quiet">{t('erasure.by', { name: erasure.askedBy, at: formatInstant(erasure.askedAt, language) })}</p>
      {erasure.decidedBy && erasure.decidedAt && (
        <p className="quiet">{t('erasure.decided', { name: erasure.decidedBy, at: formatInstant(erasure.decidedAt, language) })}</p>
      )}
      {erasure.reason && <p className="words">{erasure.reason}</p>}
      {erasure.heldUntil && <p className="quiet">{t('erasure.held', { until: erasure.heldUntil })}</p>}
      {erasure.answers.length > 0 && (
        <ul>
          {erasure.answers.map(({ service, erased, kept }) => (
            <li key={service}>
              {t('erasure.answer', { service: wordOf(t, 'erasure.services', service), erased })}
              <Kept kept={kept} />
            </li>
          ))}
        </ul>
      )}
      {erasure.allowedActions.length > 0 && <DecideErasure erasure={erasure} done={done} />}
    </article>
  )
}
