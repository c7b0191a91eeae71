import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link, useParams } from 'react-router'
import { network } from '../api/network'
import { useI18n } from '../i18n/I18n'
import { Empty } from '../ui/Empty'
import { Loaded } from '../ui/Loaded'
import { ResidentCard } from '../ui/resident/ResidentCard'
import { ChangeResident } from './ChangeResident'
import { Timeline } from './Timeline'

/** One resident, one timeline: whichever service did it. */
export function ResidentPage() {
  const { t } = useI18n()
  const { id = '' } = useParams()
  const resident = useQuery({ queryKey: ['resident', id], queryFn: () => network.resident(id) })
  const timeline = useInfiniteQuery({
    queryKey: ['timeline', 'pages', id],
    queryFn: ({ pageParam }) => network.timeline(id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: 15_000,
  })
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
          <Loaded query={{ ...timeline, data: timeline.data?.pages.flatMap((page) => page.items) }}>
            {(items) => (items.length === 0 ? <Empty title={t('resident.noTimeline')} /> : <Timeline items={items} />)}
          </Loaded>
          {timeline.hasNextPage && <Button onClick={() => void timeline.fetchNextPage()}>{t('app.more')}</Button>}
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
