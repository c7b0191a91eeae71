import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { network } from '../api/network'
import { useI18n } from '../i18n/I18n'
import { Empty } from '../ui/Empty'
import { Loaded } from '../ui/Loaded'
import { ResidentCard } from '../ui/resident/ResidentCard'
import { usePages } from '../ui/usePages'
import { ChangeResident } from './ChangeResident'
import { Timeline } from './Timeline'

/** One resident, one timeline: whichever service did it. */
export function ResidentPage() {
  const { t } = useI18n()
  const { id = '' } = useParams()
  const resident = useQuery({ queryKey: ['resident', id], queryFn: () => network.resident(id) })
  const timeline = usePages(['timeline', 'pages', id], (cursor) => network.timeline(id, { cursor }), { refetchInterval: 15_000 })
  return (
    <>
      <Link to="/admin/residents" className="back">
        <span aria-hidden="true">‹</span>
        {t('resident.back')}
      </Link>
      <div className="split">
        <section aria-labelledby="timeline-title">
          <h2 id="timeline-title">{t('resident.timeline')}</h2>
          <p className="quiet">{t('resident.timelineHint')}</p>
          <Loaded query={timeline}>
            {(items) => (items.length === 0 ? <Empty title={t('resident.noTimeline')} /> : <Timeline items={items} />)}
          </Loaded>
        </section>
        <Loaded query={resident}>
          {(found) => (
            <div className="cards">
              <ResidentCard resident={found} />
              <ChangeResident resident={found} />
            </div>
          )}
        </Loaded>
      </div>
    </>
  )
}
