import { useI18n } from '../i18n/I18n'
import { Facts } from './Facts'
import type { Answers } from './need'

export function NeedCheck({ answers, kindWords }: { answers: Answers; kindWords: string }) {
  const { t } = useI18n()
  const { who, otherName, where, address, name, call, phone, more } = answers
  const callee = who === 'other' ? ` ${call === 'other' ? otherName : name}` : ''
  const lines: [string, string][] = [
    [t('kiosk.need.about'), [kindWords, more.trim()].filter(Boolean).join('：')],
    [t('kiosk.need.comeTo'), where === 'elsewhere' ? address : where && t(`kiosk.need.place.${where}`)],
    [t('person.name'), name],
    [t('person.phone'), `${phone}${callee}`],
  ]
  if (who === 'other') lines.splice(1, 0, [t('ticket.beneficiary'), otherName])
  return <Facts of={lines} />
}
