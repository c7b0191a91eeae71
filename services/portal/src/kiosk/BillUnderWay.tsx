import type { BillView } from '../api/generated/kiosk'
import { useI18n } from '../i18n/I18n'
import { formatInstant, formatMoney } from '../ui/format'
import { Facts } from './Facts'
import { Screen } from './Screen'

interface Props {
  account: string
  payment: NonNullable<BillView['payment']>
  look: () => void
  busy: boolean
  failure?: string
  back: () => void
  leave: () => void
}

/** A payment for this account has not ended, here or elsewhere: what to do, and nothing to pay. */
export function BillUnderWay({ account, payment, look, busy, failure, back, leave }: Props) {
  const { t, language } = useI18n()
  return (
    <Screen
      question={t('kiosk.pay.underWay')}
      hint={payment.words[language]}
      home={leave}
      back={back}
      next={{ label: t('kiosk.pay.again'), go: look, busy }}
      failure={failure}
    >
      <p className="kiosk-state">{t('kiosk.pay.unfinished')}</p>
      <Facts
        of={[
          [t('kiosk.pay.amount'), `${formatMoney(payment.amount)} ${t('unit.yuan')}`],
          [t('kiosk.pay.since'), formatInstant(payment.createdAt, language)],
          [t('kiosk.pay.accountNumber'), account],
        ]}
      />
    </Screen>
  )
}
