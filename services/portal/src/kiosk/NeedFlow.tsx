import { faultText } from '@yiwang/domain/normalization'
import { Input } from 'antd'
import { useState } from 'react'
import { type NeedView, needs } from '../api/generated/kiosk'
import { Problem } from '../api/problem'
import { useI18n } from '../i18n/I18n'
import { type TextKey, translator } from '../i18n/language'
import chinese from '../i18n/zh-CN.json'
import { problemText } from '../ui/problemText'
import { Big } from './Big'
import { Keypad } from './Keypad'
import { NeedCheck } from './NeedCheck'
import { NeedSent } from './NeedSent'
import { type Answers, faultIn, needKinds, noAnswers, places, type Question, questionOf, questions, toNeed } from './need'
import { Screen } from './Screen'

export interface FlowProps {
  leave: () => void
  onBusy: (busy: boolean) => void
}

/** Touched: the answer leads on by itself. */
const choices: Partial<Record<Question, { of: keyof Answers; among: readonly string[] }>> = {
  what: { of: 'kind', among: needKinds },
  who: { of: 'who', among: ['self', 'other'] },
  where: { of: 'where', among: places },
  call: { of: 'call', among: ['self', 'other'] },
}
const lines = ['otherName', 'address', 'name'] as const

/** What is touched is told in the language of those who come, whichever the page speaks. */
const forStaff = translator(chinese)
const kindIn = (t: typeof forStaff, { kind }: Answers) => (kind && kind !== 'other' ? t(`kiosk.need.kinds.${kind}` as TextKey) : '')

export function NeedFlow({ leave }: FlowProps) {
  const { t, language } = useI18n()
  const [answers, setAnswers] = useState(noAnswers)
  const [at, setAt] = useState(0)
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [sent, setSent] = useState<NeedView>()
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

  async function send() {
    setBusy(true)
    try {
      const place = answers.where && forStaff(`kiosk.need.place.${answers.where}`)
      setSent(await needs.register({ body: toNeed(answers, { kind: kindIn(forStaff, answers), place }) }))
    } catch (error) {
      // Back to where it was typed.
      const [wrong] = error instanceof Problem ? error.errors : []
      const asked = wrong ? steps.indexOf(questionOf[wrong.field] ?? 'check') : -1
      if (asked >= 0) setAt(asked)
      setFailure(asked >= 0 ? wrong?.messages[language] : problemText(error, language, t))
    }
    setBusy(false)
  }

  if (sent) return <NeedSent need={sent} leave={leave} />

  const onward = () => {
    const fault = faultIn(question, answers)
    if (!fault) return move(at + 1)
    setFailure(typeof fault === 'string' ? t(fault) : faultText(fault, language === 'en' ? 'en' : 'zh'))
  }
  const asksOther = question === 'phone' && answers.who === 'other' && answers.call === 'other'
  const hints: Partial<Record<Question, TextKey | false>> = {
    more: answers.kind !== 'other' && 'kiosk.need.moreHint',
    where: 'kiosk.need.whereHint',
    phone: !asksOther && 'kiosk.need.phoneHint',
  }
  const hint = hints[question]
  const choice = choices[question]
  const line = lines.find((one) => one === question)
  const words = asksOther ? t('kiosk.need.phoneOf', { name: answers.otherName.trim() }) : t(`kiosk.need.${question}`)
  return (
    <Screen
      question={words}
      hint={hint ? t(hint) : undefined}
      progress={{ step: at + 1, of: steps.length }}
      home={leave}
      back={() => move(at - 1)}
      next={
        choice
          ? undefined
          : question === 'check'
            ? { label: t('kiosk.need.send'), go: () => void send(), busy }
            : { label: t('kiosk.next'), go: onward }
      }
      failure={failure}
    >
      {choice && (
        <div className="kiosk-choices">
          {choice.among.map((one) => (
            <Big key={one} on={answers[choice.of] === one} press={() => answer({ [choice.of]: one }, true)}>
              {t(`kiosk.need.${choiceWords[choice.of] ?? choice.of}.${one}` as TextKey)}
            </Big>
          ))}
        </div>
      )}
      {question === 'more' && (
        <Input.TextArea aria-label={words} rows={5} autoFocus value={answers.more} onChange={(event) => answer({ more: event.target.value })} />
      )}
      {line && (
        <Input
          key={line}
          aria-label={words}
          autoFocus
          autoComplete="off"
          maxLength={line === 'address' ? 200 : 60}
          value={answers[line]}
          onChange={(event) => answer({ [line]: event.target.value })}
          onPressEnter={(event) => !event.nativeEvent.isComposing && onward()}
        />
      )}
      {question === 'phone' && <Keypad label={words} longest={12} value={answers.phone} onChange={(phone) => answer({ phone })} />}
      {question === 'check' && <NeedCheck answers={answers} kindWords={kindIn(t, answers)} />}
    </Screen>
  )
}

/** Where the words of a choice's answers stand. */
const choiceWords: Partial<Record<keyof Answers, string>> = { kind: 'kinds', who: 'whom', where: 'place', call: 'callWhom' }
