import { useQueries, useQueryClient } from '@tanstack/react-query'
import { parked, type ServiceOfParked } from '../api/admin'
import { useI18n } from '../i18n/I18n'
import { Empty } from '../ui/Empty'
import { Loaded } from '../ui/Loaded'
import { ParkedCard } from './ParkedCard'

const services = Object.keys(parked) as ServiceOfParked[]

/** What a service could not take, for all services on one page. */
export function ParkedMessages() {
  const { t } = useI18n()
  const queries = useQueryClient()
  const all = useQueries({
    queries: services.map((service) => ({ queryKey: ['parked', service], queryFn: () => parked[service].list(), refetchInterval: 20_000 })),
    combine: (results) => ({
      data: results.every((one) => one.data)
        ? results.flatMap((one, index) => (one.data ?? []).map((item) => ({ ...item, service: services[index] as ServiceOfParked })))
        : undefined,
      error: results.find((one) => one.error)?.error ?? null,
      isFetching: false,
    }),
  })
  const again = () => queries.invalidateQueries({ queryKey: ['parked'] })
  return (
    <div className="admin-narrow">
      <div>
        <h2>{t('admin.parked')}</h2>
        <p className="quiet">{t('parked.lead')}</p>
      </div>
      <Loaded query={{ ...all, refetch: () => void again() }}>
        {(items) => {
          const waiting = items.filter((item) => item.state !== 'clear' && item.events.length > 0)
          return waiting.length === 0 ? (
            <Empty title={t('parked.none')}>{t('parked.noneHint')}</Empty>
          ) : (
            <div className="cards">
              {waiting.map((item) => (
                <ParkedCard key={`${item.service}.${item.id}`} service={item.service} parked={item} onDone={again} />
              ))}
            </div>
          )
        }}
      </Loaded>
    </div>
  )
}
