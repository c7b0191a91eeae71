import { useState } from 'react'
import { type PublicTicketView, publicTickets } from '../api/generated/hotline'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { problemText } from '../ui/problemText'
import { Keypad } from './Keypad'
import type { FlowProps } from './NeedFlow'
import { Screen } from './Screen'

const numberLength = 15

/** YYYYMMDD-NNNNNN-C: only the figures are typed. */
const withDashes = (digits: string) => [digits.slice(0, 8), digits.slice(8, 14), digits.slice(14)].filter(Boolean).join('-')

export function AskFlow({ leave }: FlowProps) {
  const { t, language } = useI18n()
  const [number, setNumber] = useState('')
  const [code, setCode] = useState('')
  const [step, setStep] = useState<'number' | 'code'>('number')
  const [found, setFound] = useState<PublicTicketView>()
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function look() {
    setBusy(true)
    setFailure(undefined)
    try {
      setFound(await publicTickets.ask({ number: withDashes(number), code }))
    } catch (error) {
      setFailure(problemText(error, language, t))
    }
    setBusy(false)
  }

  if (found) {
    return (
      <Screen question={t('kiosk.ask.title')} home={leave} next={{ label: t('kiosk.home'), go: leave }}>
        <p className="kiosk-state">{found.words?.[language] ?? wordOf(t, 'ticket.state', found.state)}</p>
        <dl className="kiosk-facts">
          <div>
            <dt>{t('ticket.field.number')}</dt>
            <dd className="figures">{found.number}</dd>
          </div>
          <div>
            <dt>{t('kiosk.ask.reply')}</dt>
            <dd className="words">{found.reply ?? t('kiosk.ask.noReply')}</dd>
          </div>
        </dl>
      </Screen>
    )
  }
  if (step === 'code') {
    return (
      <Screen
        question={t('kiosk.ask.code')}
        progress={{ step: 2, of: 2 }}
        home={leave}
        back={() => setStep('number')}
        next={{ label: t('kiosk.ask.search'), go: () => (code ? void look() : setFailure(t('form.required'))), busy }}
        failure={failure}
      >
        <Keypad label={t('kiosk.ask.code')} longest={8} value={code} onChange={setCode} />
      </Screen>
    )
  }
  return (
    <Screen
      question={t('kiosk.ask.number')}
      progress={{ step: 1, of: 2 }}
      home={leave}
      back={leave}
      next={{
        label: t('kiosk.next'),
        go: () => {
          setFailure(number.length === numberLength ? undefined : t('kiosk.ask.numberShort'))
          if (number.length === numberLength) setStep('code')
        },
      }}
      failure={failure}
    >
      <Keypad label={t('kiosk.ask.number')} longest={numberLength} value={number} onChange={setNumber} shown={withDashes} />
    </Screen>
  )
}
