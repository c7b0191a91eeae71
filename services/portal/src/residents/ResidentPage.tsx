import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { residents, timeline } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { Empty } from '../ui/Empty'
import { Loaded } from '../ui/Loaded'
import { usePages } from '../ui/list/usePages'
import { ChangeResident } from './ChangeResident'
import { ResidentCard } from './ResidentCard'
import { Timeline } from './Timeline'

/** One resident, one timeline: whichever service did it. */
export default function ResidentPage() {
  const { t } = useI18n()
  const { id = '' } = useParams()
  const resident = useQuery({ queryKey: [residents.get.path, id], queryFn: () => residents.get({ id }) })
  const lived = usePages(timeline.list, { id, sort: '-at' }, { every: 15_000 })
  return (
    <>
      <Link to="/residents" className="back">
        <span aria-hidden="true">‹</span>
        {t('resident.back')}
      </Link>
      <div className="split">
        <section aria-labelledby="timeline-title">
          <h2 id="timeline-title">{t('resident.timeline')}</h2>
          <p className="quiet">{t('resident.timelineHint')}</p>
          <Loaded query={lived}>{(items) => (items.length === 0 ? <Empty title={t('resident.noTimeline')} /> : <Timeline items={items} />)}</Loaded>
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
