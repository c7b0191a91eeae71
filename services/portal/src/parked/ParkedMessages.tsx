import { everything } from '../api/door'
import { parked } from '../api/generated/every'
import { useI18n } from '../i18n/I18n'
import { Away } from '../ui/Away'
import { Empty } from '../ui/Empty'
import { Loaded } from '../ui/Loaded'
import { useEveryService } from '../ui/useEveryService'
import { ParkedCard } from './ParkedCard'
import { StoppedCard } from './StoppedCard'
import './parked.css'

const services = Object.keys(parked) as (keyof typeof parked)[]

async function waitingAt(service: keyof typeof parked) {
  const [messages, partitions] = await Promise.all([everything(parked[service].list, {}), everything(parked[service].stoppedPartitions, {})])
  return { service, messages: messages.filter(({ state, events }) => state !== 'clear' && events.length > 0), partitions }
}

/** What a service could not take, for all services on one page. */
export default function ParkedMessages() {
  const { t } = useI18n()
  const all = useEveryService('parked', services, waitingAt, 20_000)
  return (
    <div className="page-narrow">
      <div>
        <h2>{t('admin.parked')}</h2>
        <p className="quiet">{t('parked.lead')}</p>
      </div>
      <Away of={all.away} what="admin.parked" again={all.refetch} />
      <Loaded query={all}>
        {(found) =>
          found.every(({ messages, partitions }) => messages.length + partitions.length === 0) ? (
            <Empty title={t('parked.none')}>{t('parked.noneHint')}</Empty>
          ) : (
            <div className="cards">
              {found.flatMap(({ service, partitions }) =>
                partitions.map((one) => <StoppedCard key={`${service}.${one.id}`} service={service} stopped={one} onDone={all.refetch} />),
              )}
              {found.flatMap(({ service, messages }) =>
                messages.map((one) => <ParkedCard key={`${service}.${one.id}`} service={service} parked={one} onDone={all.refetch} />),
              )}
            </div>
          )
        }
      </Loaded>
    </div>
  )
}
