import { useQueries, useQueryClient } from '@tanstack/react-query'
import { everything } from '../api/door'
import { parked } from '../api/generated/every'
import { useI18n } from '../i18n/I18n'
import { Empty } from '../ui/Empty'
import { Loaded } from '../ui/Loaded'
import { ParkedCard } from './ParkedCard'
import { StoppedCard } from './StoppedCard'
import './parked.css'

const services = Object.keys(parked) as (keyof typeof parked)[]
const asked = services.map((service) => ({
  queryKey: ['parked', service],
  queryFn: async () => {
    const [messages, partitions] = await Promise.all([everything(parked[service].list, {}), everything(parked[service].stoppedPartitions, {})])
    return { service, messages: messages.filter(({ state, events }) => state !== 'clear' && events.length > 0), partitions }
  },
  refetchInterval: 20_000,
}))

/** What a service could not take, for all services on one page. */
export default function ParkedMessages() {
  const { t } = useI18n()
  const queries = useQueryClient()
  const all = useQueries({
    queries: asked,
    combine: (results) => ({
      data: results.every((one) => one.data) ? results.flatMap(({ data }) => data ?? []) : undefined,
      error: results.find((one) => one.error)?.error ?? null,
      isFetching: false,
    }),
  })
  const again = () => queries.invalidateQueries({ queryKey: ['parked'] })
  return (
    <div className="page-narrow">
      <div>
        <h2>{t('admin.parked')}</h2>
        <p className="quiet">{t('parked.lead')}</p>
      </div>
      <Loaded query={{ ...all, refetch: () => void again() }}>
        {(found) =>
          found.every(({ messages, partitions }) => messages.length + partitions.length === 0) ? (
            <Empty title={t('parked.none')}>{t('parked.noneHint')}</Empty>
          ) : (
            <div className="cards">
              {found.flatMap(({ service, partitions }) =>
                partitions.map((one) => <StoppedCard key={`${service}.${one.id}`} service={service} stopped={one} onDone={again} />),
              )}
              {found.flatMap(({ service, messages }) =>
                messages.map((one) => <ParkedCard key={`${service}.${one.id}`} service={service} parked={one} onDone={again} />),
              )}
            </div>
          )
        }
      </Loaded>
    </div>
  )
}
