import { useI18n } from '../i18n/I18n'
import { Facts } from './Facts'
import type { Answers } from './need'

export function NeedCheck({ answers, kindWords }: { answers: Answers; kindWords: string }) {
  const { t } = useI18n()
  const lines: [string, string][] = [
    [t('kiosk.need.about'), [kindWords, answers.more.trim()].filter(Boolean).join('：')],
    ...(answers.who === 'other' ? [[t('ticket.beneficiary'), answers.otherName] satisfies [string, string]] : []),
    [t('person.name'), answers.name],
    [t('person.phone'), answers.phone],
  ]
  return <Facts of={lines} />
}
