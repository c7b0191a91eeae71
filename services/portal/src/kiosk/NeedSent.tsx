import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type NeedView, needs } from '../api/generated/kiosk'
import { useI18n } from '../i18n/I18n'
import { Screen } from './Screen'
import { Slip } from './Slip'

/** Number and code come by an event a moment later, as a slip to take along. */
export function NeedSent({ need, leave }: { need: NeedView; leave: () => void }) {
  const { t } = useI18n()
  const query = useQuery({
    queryKey: ['kiosk', 'need', need.id],
    queryFn: () => needs.get({ id: need.id }),
    initialData: need,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.number ? false : 1000),
  })
  const { number, code, createdAt } = query.data
  return (
    <Screen
      question={t('kiosk.need.sent')}
      hint={number ? t('kiosk.need.sentHint') : t('kiosk.need.waiting')}
      home={leave}
      next={{ label: t('kiosk.home'), go: leave }}
      aside={number && <Button onClick={() => window.print()}>{t('kiosk.slip.print')}</Button>}
    >
      {number && code && <Slip number={number} code={code} at={createdAt} />}
    </Screen>
  )
}
