import { useQuery } from '@tanstack/react-query'
import { kiosk } from '../api/kiosk'
import type { Need } from '../api/shapes'
import { useI18n } from '../i18n/I18n'
import { Screen } from './Screen'

/** Number and code come by an event a moment later. */
export function NeedSent({ need, leave }: { need: Need; leave: () => void }) {
  const { t } = useI18n()
  const query = useQuery({
    queryKey: ['kiosk', 'need', need.id],
    queryFn: () => kiosk.need(need.id),
    initialData: need,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.number ? false : 1000),
  })
  const { number, code } = query.data
  return (
    <Screen
      question={t('kiosk.need.sent')}
      hint={number ? t('kiosk.need.sentHint') : t('kiosk.need.waiting')}
      home={leave}
      next={{ label: t('kiosk.home'), go: leave }}
    >
      {number && (
        <dl className="kiosk-numbers">
          <div>
            <dt>{t('ticket.field.number')}</dt>
            <dd className="figures">{number}</dd>
          </div>
          <div>
            <dt>{t('ticket.queryCode')}</dt>
            <dd className="figures">{code}</dd>
          </div>
        </dl>
      )}
    </Screen>
  )
}
