import { useQuery } from '@tanstack/react-query'
import { may } from '@yiwang/auth/capabilities'
import { Link, useParams } from 'react-router'
import { residents, type TimelineItemView, timeline } from '../api/generated/information-network'
import { EraseResident } from '../erasures/EraseResident'
import { HouseholdsOf } from '../households/HouseholdsOf'
import { useI18n } from '../i18n/I18n'
import { PutHold } from '../retention/PutHold'
import { Empty } from '../ui/Empty'
import { Loaded } from '../ui/Loaded'
import { usePages } from '../ui/list/usePages'
import { useAccount } from '../ui/useSession'
import { ChangeResident } from './ChangeResident'
import { CheckClaim, OpenClaims } from './Claims'
import { RecordEvent } from './RecordEvent'
import { ResidentCard } from './ResidentCard'
import { RevealResident } from './RevealResident'
import { Timeline } from './Timeline'

/** One resident, one timeline: whichever service did it. Whoever has no part in the whole of it checks who they are said to be. */
export default function ResidentPage() {
  const { t } = useI18n()
  const { id = '' } = useParams()
  const account = useAccount()
  const all = may(account, 'timeline.read')
  const resident = useQuery({ queryKey: [residents.get.path, id], queryFn: () => residents.get({ id }) })
  const lived = usePages(timeline.list, { id, sort: '-at' }, { every: 15_000, enabled: all })
  const check = ({ ref }: TimelineItemView) => (ref.kind === 'ticket' ? <CheckClaim ticketId={ref.id} residentId={id} /> : null)
  return (
    <>
      <Link to="/residents" className="back">
        <span aria-hidden="true">‹</span>
        {t('resident.back')}
      </Link>
      <div className="split">
        <div>
          <OpenClaims residentId={id} />
          {resident.data && may(account, 'households.read') && <HouseholdsOf resident={resident.data} />}
          {all && (
            <section aria-labelledby="timeline-title">
              <h2 id="timeline-title">{t('resident.timeline')}</h2>
              <p className="quiet">{t('resident.timelineHint')}</p>
              <Loaded query={lived}>
                {(items) => (items.length === 0 ? <Empty title={t('resident.noTimeline')} /> : <Timeline items={items} check={check} />)}
              </Loaded>
            </section>
          )}
        </div>
        <Loaded query={resident}>
          {(found) => (
            <div className="cards">
              <ResidentCard resident={found}>
                <RevealResident of={found} />
              </ResidentCard>
              {may(account, 'residents.record-events') && <RecordEvent resident={found} />}
              {may(account, 'residents.change') && <ChangeResident resident={found} />}
              {may(account, 'holds.put') && <PutHold of={{ residentId: found.id }} />}
              {may(account, 'residents.erase') && <EraseResident id={found.id} />}
            </div>
          )}
        </Loaded>
      </div>
    </>
  )
}
