import { useState } from 'react'
import { type BillView, bills, type PaymentView, payments } from '../api/generated/kiosk'
import { Problem } from '../api/problem'
import { useI18n } from '../i18n/I18n'
import { formatMoney } from '../ui/format'
import { problemText } from '../ui/problemText'
import { BillUnderWay } from './BillUnderWay'
import { Facts } from './Facts'
import { Keypad } from './Keypad'
import type { FlowProps } from './NeedFlow'
import { Paying } from './Paying'
import { Screen } from './Screen'

const biller = 'water'

/** Account, what is owed, pay: never a second payment while one is under way, wherever it was begun. */
export function PayFlow({ leave, onBusy }: FlowProps) {
  const { t, language } = useI18n()
  const [account, setAccount] = useState('')
  const [bill, setBill] = useState<BillView>()
  const [payment, setPayment] = useState<PaymentView>()
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function attempt(work: () => Promise<void>) {
    setBusy(true)
    setFailure(undefined)
    await work().catch((error) => setFailure(problemText(error, language, t)))
    setBusy(false)
  }
  const look = () => attempt(async () => setBill(await bills.get({ biller, accountNumber: account })))
  const pay = (owed: number) =>
    attempt(async () => {
      onBusy(true)
      try {
        setPayment(await payments.take({ body: { biller, accountNumber: account, amount: owed } }))
      } catch (error) {
        onBusy(false)
        // Somebody else pays the same: the bill says how that stands.
        if (error instanceof Problem && error.code === 'payment-under-way') setBill(await bills.get({ biller, accountNumber: account }))
        else throw error
      }
    })

  if (payment) return <Paying first={payment} leave={leave} onBusy={onBusy} />
  if (bill?.payment) {
    const back = () => setBill(undefined)
    return <BillUnderWay account={account} payment={bill.payment} look={() => void look()} busy={busy} failure={failure} back={back} leave={leave} />
  }
  if (bill) {
    const amount = formatMoney(bill.owed)
    return (
      <Screen
        question={bill.owed > 0 ? t('kiosk.pay.owed') : t('kiosk.pay.nothing')}
        home={leave}
        back={() => setBill(undefined)}
        next={bill.owed > 0 ? { label: t('kiosk.pay.pay', { amount }), go: () => void pay(bill.owed), busy } : { label: t('kiosk.home'), go: leave }}
        failure={failure}
      >
        {bill.owed > 0 && (
          <p className="kiosk-money figures">
            {amount} <span>{t('unit.yuan')}</span>
          </p>
        )}
        <Facts of={[[t('kiosk.pay.accountNumber'), account]]} />
      </Screen>
    )
  }
  return (
    <Screen
      question={t('kiosk.pay.account')}
      hint={t('kiosk.pay.accountHint')}
      home={leave}
      back={leave}
      next={{ label: t('kiosk.pay.search'), go: () => (account ? void look() : setFailure(t('form.required'))), busy }}
      failure={failure}
    >
      <Keypad label={t('kiosk.pay.account')} longest={20} value={account} onChange={setAccount} />
    </Screen>
  )
}
