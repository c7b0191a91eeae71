import { faultText } from '@yiwang/domain/normalization'
import { Input } from 'antd'
import { useState } from 'react'
import { kiosk } from '../api/kiosk'
import type { Need } from '../api/shapes'
import { useI18n } from '../i18n/I18n'
import type { TextKey } from '../i18n/language'
import { problemText } from '../ui/problemText'
import { Big } from './Big'
import { Keypad } from './Keypad'
import { NeedCheck } from './NeedCheck'
import { NeedSent } from './NeedSent'
import { type Answers, faultIn, needKinds, noAnswers, questions, toNeed } from './need'
import { Screen } from './Screen'

export interface FlowProps {
  leave: () => void
  onBusy: (busy: boolean) => void
}

export function NeedFlow({ leave }: FlowProps) {
  const { t, language } = useI18n()
  const [answers, setAnswers] = useState(noAnswers)
  const [at, setAt] = useState(0)
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [sent, setSent] = useState<Need>()
  const steps = questions(answers)
  const question = steps[at] ?? 'check'

  const move = (to: number) => {
    setFailure(undefined)
    if (to < 0) leave()
    else setAt(to)
  }
  const answer = (changes: Partial<Answers>, onward = false) => {
    setAnswers({ ...answers, ...changes })
    setFailure(undefined)
    if (onward) setAt(at + 1)
  }
  const kindWords = answers.kind && answers.kind !== 'other' ? t(`kiosk.need.kinds.${answers.kind}` as TextKey) : ''

  async function send() {
    setBusy(true)
    try {
      setSent(await kiosk.registerNeed(toNeed(answers, kindWords)))
    } catch (error) {
      setFailure(problemText(error, language, t))
    }
    setBusy(false)
  }

  if (sent) return <NeedSent need={sent} leave={leave} />

  const onward = () => {
    const fault = faultIn(question, answers)
    if (!fault) return move(at + 1)
    setFailure(typeof fault === 'string' ? t(fault) : faultText(fault, language === 'en' ? 'en' : 'zh'))
  }
  const chooses = question === 'what' || question === 'who'
  const words = (name: 'more' | 'otherName' | 'name') => t(`kiosk.need.${name}`)
  return (
    <Screen
      question={t(`kiosk.need.${question}`)}
      hint={question === 'more' && answers.kind !== 'other' ? t('kiosk.need.moreHint') : undefined}
      progress={{ step: at + 1, of: steps.length }}
      home={leave}
      back={() => move(at - 1)}
      next={
        chooses
          ? undefined
          : question === 'check'
            ? { label: t('kiosk.need.send'), go: () => void send(), busy }
            : { label: t('kiosk.next'), go: onward }
      }
      failure={failure}
    >
      {question === 'what' && (
        <div className="kiosk-choices">
          {needKinds.map((kind) => (
            <Big key={kind} on={answers.kind === kind} press={() => answer({ kind }, true)}>
              {t(`kiosk.need.kinds.${kind}`)}
            </Big>
          ))}
        </div>
      )}
      {question === 'who' && (
        <div className="kiosk-choices">
          {(['self', 'other'] as const).map((who) => (
            <Big key={who} on={answers.who === who} press={() => answer({ who }, true)}>
              {t(`kiosk.need.${who}`)}
            </Big>
          ))}
        </div>
      )}
      {question === 'more' && (
        <Input.TextArea
          aria-label={words('more')}
          rows={5}
          autoFocus
          value={answers.more}
          onChange={(event) => answer({ more: event.target.value })}
        />
      )}
      {(question === 'otherName' || question === 'name') && (
        <Input
          key={question}
          aria-label={words(question)}
          autoFocus
          autoComplete="off"
          value={answers[question]}
          onChange={(event) => answer({ [question]: event.target.value })}
          onPressEnter={(event) => !event.nativeEvent.isComposing && onward()}
        />
      )}
      {question === 'phone' && <Keypad label={t('kiosk.need.phone')} longest={12} value={answers.phone} onChange={(phone) => answer({ phone })} />}
      {question === 'check' && <NeedCheck answers={answers} kindWords={kindWords} />}
    </Screen>
  )
}
