import { Link } from 'react-router'
import { corrections } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { Empty } from '../ui/Empty'
import { Loaded } from '../ui/Loaded'
import { usePages, useRenew } from '../ui/list/usePages'
import { CorrectionCard } from './CorrectionCard'

/** 更正申请: what residents say is otherwise, the oldest first, until a worker has decided. */
export default function Corrections() {
  const { t } = useI18n()
  const renew = useRenew()
  const query = usePages(corrections.list, {}, { every: 60_000 })
  return (
    <>
      <Link to="/residents" className="back">
        <span aria-hidden="true">‹</span>
        {t('resident.back')}
      </Link>
      <h2>{t('correction.list')}</h2>
      <p className="quiet">{t('correction.lead')}</p>
      <Loaded query={query}>
        {(found) =>
          found.length === 0 ? (
            <Empty title={t('correction.none')} />
          ) : (
            <div className="cards">
              {found.map((correction) => (
                <CorrectionCard key={correction.id} of={correction} done={() => void renew(corrections.list)} />
              ))}
            </div>
          )
        }
      </Loaded>
    </>
  )
}
