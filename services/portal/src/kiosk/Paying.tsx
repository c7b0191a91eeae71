import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type PaymentView, payments } from '../api/generated/kiosk'
import { useI18n } from '../i18n/I18n'
import { formatMoney } from '../ui/format'
import { Facts } from './Facts'
import { Screen } from './Screen'

const patience = 90_000

interface Props {
  first: PaymentView
  leave: () => void
  onBusy: (busy: boolean) => void
}

/** Pending is not failed: waits, and after a while says 待核实 rather than asking for the money again. */
export function Paying({ first, leave, onBusy }: Props) {
  const { t } = useI18n()
  const [waited, setWaited] = useState(false)
  const query = useQuery({
    queryKey: ['kiosk', 'payment', first.id],
    queryFn: () => payments.get({ id: first.id }),
    initialData: first,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.state === 'pending' ? 1000 : false),
  })
  const { state, amount, accountNumber } = query.data
  const shown = state === 'settled' || state === 'failed' ? state : waited ? 'unsure' : 'pending'
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), patience)
    return () => clearTimeout(timer)
  }, [])
  useEffect(() => onBusy(shown === 'pending'), [shown, onBusy])
  const hint = { pending: t('kiosk.pay.pendingHint'), failed: t('kiosk.pay.failedHint'), unsure: t('kiosk.pay.unsureHint'), settled: undefined }[
    shown
  ]
  return (
    <Screen
      question={t(`kiosk.pay.${shown}`)}
      hint={hint}
      home={leave}
      next={shown === 'pending' ? undefined : { label: t('kiosk.home'), go: leave }}
    >
      {shown === 'pending' && <div className="kiosk-waiting" role="status" aria-label={t('kiosk.pay.pending')} />}
      <p className="kiosk-money figures">
        {formatMoney(amount)} <span>{t('unit.yuan')}</span>
      </p>
      <Facts of={[[t('kiosk.pay.accountNumber'), accountNumber]]} />
    </Screen>
  )
}
